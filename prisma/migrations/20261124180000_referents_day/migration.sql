-- What référents need to answer, and what nobody may forget: notices, reachability, the people of a structure in order.

-- Reachability -----------------------------------------------------------------------------------
ALTER TABLE "account" ADD COLUMN "bounced_at" TIMESTAMPTZ(3);

CREATE TYPE "notice_pace" AS ENUM ('each', 'daily', 'none');
ALTER TABLE "affiliation" ADD COLUMN "notice_pace" "notice_pace" NOT NULL DEFAULT 'each';

-- Who is told of a structure's requests, and how often: its reachable référents who want to know. When none of them does,
-- all are told: a request that nobody hears of would wait in silence.
CREATE VIEW referent_to_tell AS
  SELECT f.structure_id, f.account_id, CASE f.notice_pace WHEN 'none' THEN 'each' ELSE f.notice_pace END AS pace
    FROM "affiliation" f JOIN "account" a ON a.id = f.account_id
   WHERE f.status = 'active' AND f.is_referent AND a.disabled_at IS NULL AND a.erased_at IS NULL AND a.bounced_at IS NULL
     AND (f.notice_pace <> 'none' OR NOT EXISTS (
       SELECT FROM "affiliation" other JOIN "account" o ON o.id = other.account_id
        WHERE other.structure_id = f.structure_id AND other.status = 'active' AND other.is_referent AND other.notice_pace <> 'none'
          AND o.disabled_at IS NULL AND o.erased_at IS NULL AND o.bounced_at IS NULL));

-- Notices ----------------------------------------------------------------------------------------
-- Who was told what about a request, once: the row is written with the message, and its key is what cannot happen twice.
CREATE TYPE "notice_kind" AS ENUM ('asked', 'reminder_1', 'reminder_2', 'handed_over', 'still_waiting');
CREATE TABLE "notice" (
    "affiliation_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" "notice_kind" NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notice_pkey" PRIMARY KEY ("affiliation_id", "account_id", "kind")
);
CREATE INDEX "notice_account_id_idx" ON "notice"("account_id");
ALTER TABLE "notice" ADD CONSTRAINT "notice_affiliation_id_fkey" FOREIGN KEY ("affiliation_id") REFERENCES "affiliation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "notice" ADD CONSTRAINT "notice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The requests that wait already were announced when they were made: to the référents, or to the managers where there was none.
INSERT INTO "notice" (affiliation_id, account_id, kind, sent_at)
SELECT f.id, r.account_id, 'asked'::notice_kind, f.requested_at FROM "affiliation" f JOIN referent_to_tell r ON r.structure_id = f.structure_id
 WHERE f.status = 'pending' AND r.account_id <> f.account_id
UNION ALL
SELECT f.id, m.id, 'asked'::notice_kind, f.requested_at FROM "affiliation" f JOIN "account" m ON m.is_manager AND m.disabled_at IS NULL AND m.erased_at IS NULL
 WHERE f.status = 'pending' AND m.id <> f.account_id AND NOT EXISTS (SELECT FROM referent_to_tell r WHERE r.structure_id = f.structure_id);

-- The people of a structure ----------------------------------------------------------------------
-- The name by which people are ordered stands on the affiliation too, kept by triggers: one index then gives a page of ten
-- thousand people without sorting them (docs/decisions/0016-people-in-order.md).
ALTER TABLE "account"
  ADD COLUMN name_folded text GENERATED ALWAYS AS (fold(last_name || ' ' || first_name)) STORED,
  ADD COLUMN people_text text GENERATED ALWAYS AS
    (fold(last_name || ' ' || first_name || ' ' || email || ' ' || coalesce(job_title, ''))) STORED;
ALTER TABLE "affiliation" ADD COLUMN person_order text NOT NULL DEFAULT '';
UPDATE "affiliation" f SET person_order = a.name_folded FROM "account" a WHERE a.id = f.account_id;

CREATE FUNCTION affiliation_person_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE erased timestamptz;
BEGIN
  -- FOR SHARE: a change of name, or an erasure, in the same instant waits, then finds this row.
  SELECT name_folded, erased_at INTO STRICT NEW.person_order, erased FROM "account" WHERE id = NEW.account_id FOR SHARE;
  IF erased IS NOT NULL THEN
    RAISE EXCEPTION 'an erased account is attached to nothing' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER affiliation_person_order BEFORE INSERT ON "affiliation"
  FOR EACH ROW EXECUTE FUNCTION affiliation_person_order();

CREATE FUNCTION account_person_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "affiliation" SET person_order = NEW.name_folded WHERE account_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER account_person_order AFTER UPDATE OF first_name, last_name ON "account"
  FOR EACH ROW WHEN (NEW.name_folded IS DISTINCT FROM OLD.name_folded) EXECUTE FUNCTION account_person_order();

CREATE INDEX affiliation_people ON "affiliation" (structure_id, person_order, id) WHERE status = 'active';
-- Whether a structure has anyone of a profil, without going through its people.
CREATE INDEX affiliation_profils ON "affiliation" (structure_id, rafael_profil) WHERE status = 'active';
CREATE INDEX account_people_trigrams ON "account" USING gin (people_text gin_trgm_ops);

-- What référents ask of the managers: one at a time ----------------------------------------------
CREATE UNIQUE INDEX correction_one_pending ON "correction" (structure_id) WHERE status = 'pending';
CREATE UNIQUE INDEX referent_change_one_pending ON "referent_change" (structure_id, account_id) WHERE status = 'pending';

-- The directory ----------------------------------------------------------------------------------
CREATE INDEX structure_by_name ON "structure" (name_folded, siret);
CREATE INDEX structure_by_departement ON "structure" (departement, name_folded, siret);

-- What the provider says of a message is looked up by its own id for it.
CREATE INDEX "message_provider_id_idx" ON "message"("provider_id");
