-- ParcoursPro: the professionalisation programme, registrations on its sessions, and the adhesion (docs/parcourspro.md).
CREATE TYPE "event_kind" AS ENUM ('formation', 'parcours', 'lab', 'webatelier', 'rencontre');

CREATE TYPE "action_nature" AS ENUM ('formation', 'bilan', 'vae', 'apprentissage');

CREATE TYPE "event_session_status" AS ENUM ('draft', 'open', 'closed', 'held', 'cancelled');

CREATE TYPE "registration_status" AS ENUM ('requested', 'employer_accepted', 'employer_refused', 'confirmed', 'waitlisted', 'offered', 'not_retained', 'attended', 'partly', 'absent', 'withdrawn', 'session_cancelled', 'lapsed');

CREATE TYPE "registration_side" AS ENUM ('person', 'employer', 'provider', 'manager', 'portal');

CREATE TYPE "registration_notice_kind" AS ENUM ('employer_new', 'employer', 'employer_again', 'employer_late', 'provider', 'provider_again', 'provider_late', 'tomorrow', 'summons_missing', 'presence_missing');

CREATE TYPE "membership_status" AS ENUM ('asked', 'accepted', 'refused');

ALTER TABLE "affiliation" ADD COLUMN     "employer_pace" "notice_pace" NOT NULL DEFAULT 'each';

CREATE TABLE "theme" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "archived_at" TIMESTAMPTZ(3),

    CONSTRAINT "theme_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "event" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "provider_id" UUID NOT NULL,
    "theme_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "kind" "event_kind" NOT NULL,
    "objectives" TEXT NOT NULL DEFAULT '',
    "audience" TEXT NOT NULL DEFAULT '',
    "prerequisites" TEXT NOT NULL DEFAULT '',
    "programme" TEXT NOT NULL DEFAULT '',
    "methods" TEXT NOT NULL DEFAULT '',
    "evaluation" TEXT NOT NULL DEFAULT '',
    "nature" "action_nature" NOT NULL DEFAULT 'formation',
    "duration" INTEGER NOT NULL,
    "adherents_only" BOOLEAN NOT NULL DEFAULT false,
    "needs_employer" BOOLEAN NOT NULL,
    "price" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "event_session" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "event_id" UUID NOT NULL,
    "status" "event_session_status" NOT NULL DEFAULT 'draft',
    "is_remote" BOOLEAN NOT NULL DEFAULT false,
    "place" TEXT NOT NULL DEFAULT '',
    "postcode" TEXT,
    "city" TEXT,
    "departement" TEXT,
    "trainers" JSONB NOT NULL DEFAULT '[]',
    "places" INTEGER NOT NULL,
    "minimum" INTEGER NOT NULL DEFAULT 0,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "opens_at" TIMESTAMPTZ(3),
    "closes_at" TIMESTAMPTZ(3) NOT NULL,
    "contact_name" TEXT NOT NULL DEFAULT '',
    "contact_email" TEXT NOT NULL DEFAULT '',
    "contact_phone" TEXT NOT NULL DEFAULT '',
    "adaptation_contact" TEXT NOT NULL DEFAULT '',
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "cancelled_for" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_session_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "half_day" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "session_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "half_day_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "registration" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "account_id" UUID NOT NULL,
    "structure_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "status" "registration_status" NOT NULL,
    "needs_adaptation" BOOLEAN NOT NULL DEFAULT false,
    "expectations" TEXT NOT NULL DEFAULT '',
    "rank" INTEGER,
    "offered_until" TIMESTAMPTZ(3),
    "reason" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "step_at" TIMESTAMPTZ(3) NOT NULL,
    "reminded_at" TIMESTAMPTZ(3),

    CONSTRAINT "registration_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "registration_step" (
    "id" BIGSERIAL NOT NULL,
    "registration_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" "registration_status" NOT NULL,
    "side" "registration_side" NOT NULL,
    "account_id" UUID,
    "reason" TEXT,

    CONSTRAINT "registration_step_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "registration_notice" (
    "registration_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" "registration_notice_kind" NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "registration_notice_pkey" PRIMARY KEY ("registration_id","account_id","kind")
);

CREATE TABLE "campaign" (
    "year" INTEGER NOT NULL,
    "opens_on" DATE NOT NULL,
    "charter_version" TEXT NOT NULL,
    "most_actions" INTEGER NOT NULL DEFAULT 5,
    "most_formations" INTEGER NOT NULL DEFAULT 3,
    "most_of_structure" INTEGER NOT NULL DEFAULT 2,
    "waves" JSONB NOT NULL DEFAULT '[]',
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("year")
);

CREATE TABLE "membership" (
    "structure_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "status" "membership_status" NOT NULL DEFAULT 'asked',
    "charter_version" TEXT NOT NULL,
    "invoice_contact" TEXT NOT NULL DEFAULT '',
    "amount" INTEGER NOT NULL DEFAULT 0,
    "asked_by" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("structure_id","year")
);

CREATE UNIQUE INDEX "theme_name_key" ON "theme"("name");

CREATE INDEX "event_provider_id_idx" ON "event"("provider_id");

CREATE INDEX "event_theme_id_idx" ON "event"("theme_id");

CREATE INDEX "event_session_event_id_idx" ON "event_session"("event_id");

CREATE INDEX "event_session_starts_at_idx" ON "event_session"("starts_at");

CREATE INDEX "half_day_session_id_idx" ON "half_day"("session_id");

CREATE INDEX "registration_account_id_status_idx" ON "registration"("account_id", "status");

CREATE INDEX "registration_structure_id_status_idx" ON "registration"("structure_id", "status");

CREATE INDEX "registration_session_id_status_idx" ON "registration"("session_id", "status");

CREATE INDEX "registration_event_id_idx" ON "registration"("event_id");

CREATE INDEX "registration_step_registration_id_idx" ON "registration_step"("registration_id");

CREATE INDEX "registration_notice_account_id_idx" ON "registration_notice"("account_id");

ALTER TABLE "event" ADD CONSTRAINT "event_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "event" ADD CONSTRAINT "event_theme_id_fkey" FOREIGN KEY ("theme_id") REFERENCES "theme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "event_session" ADD CONSTRAINT "event_session_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "half_day" ADD CONSTRAINT "half_day_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "event_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "registration" ADD CONSTRAINT "registration_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "registration" ADD CONSTRAINT "registration_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "registration" ADD CONSTRAINT "registration_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "event_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "registration" ADD CONSTRAINT "registration_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "event"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "registration_step" ADD CONSTRAINT "registration_step_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "registration_step" ADD CONSTRAINT "registration_step_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "registration_notice" ADD CONSTRAINT "registration_notice_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "registration_notice" ADD CONSTRAINT "registration_notice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "membership" ADD CONSTRAINT "membership_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "membership" ADD CONSTRAINT "membership_year_fkey" FOREIGN KEY ("year") REFERENCES "campaign"("year") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "membership" ADD CONSTRAINT "membership_asked_by_fkey" FOREIGN KEY ("asked_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "membership" ADD CONSTRAINT "membership_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What must hold whoever writes ------------------------------------------------------------------

ALTER TABLE "theme" ADD CONSTRAINT theme_named CHECK (btrim(name) <> '' AND length(name) <= 80);

ALTER TABLE "event"
  ADD COLUMN text_folded text GENERATED ALWAYS AS (fold(title || ' ' || objectives)) STORED,
  ADD CONSTRAINT event_title CHECK (btrim(title) <> '' AND length(title) <= 200),
  ADD CONSTRAINT event_texts CHECK (length(objectives) <= 3000 AND length(programme) <= 5000 AND length(methods) <= 3000),
  ADD CONSTRAINT event_numbers CHECK (duration BETWEEN 15 AND 60000 AND price BETWEEN 0 AND 10000000);
CREATE INDEX event_text_trigrams ON "event" USING gin (text_folded gin_trgm_ops);

-- A structure gives only what its types open; what it gave before stays.
CREATE FUNCTION event_of_training_body() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "structure" s WHERE s.id = NEW.provider_id AND 'formateur' = ANY (s.types)) THEN
    RAISE EXCEPTION 'this structure is no training body' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER event_of_training_body BEFORE INSERT ON "event" FOR EACH ROW EXECUTE FUNCTION event_of_training_body();

ALTER TABLE "event_session" DROP COLUMN "departement";
ALTER TABLE "event_session"
  ADD COLUMN departement text GENERATED ALWAYS AS (departement_of(postcode)) STORED,
  ADD CONSTRAINT event_session_postcode_shape CHECK (postcode ~ '^[0-9]{5}$'),
  ADD CONSTRAINT event_session_places CHECK (places BETWEEN 1 AND 9999 AND minimum BETWEEN 0 AND places),
  -- The last place, and fewer places than are taken, are one rule.
  ADD CONSTRAINT event_session_taken CHECK (taken BETWEEN 0 AND places),
  ADD CONSTRAINT event_session_period CHECK (starts_at < ends_at AND opens_at < closes_at),
  ADD CONSTRAINT event_session_cancelled_says_why CHECK ((status = 'cancelled') = (cancelled_for IS NOT NULL)),
  ADD CONSTRAINT event_session_dated CHECK (status IN ('draft', 'cancelled') OR starts_at IS NOT NULL);
CREATE INDEX event_session_programme ON "event_session" (starts_at, id) WHERE status IN ('open', 'closed');

ALTER TABLE "half_day" ADD CONSTRAINT half_day_hours CHECK (starts_at < ends_at AND ends_at - starts_at <= interval '8 hours');
-- No two half-days of a session overlap, and its period is theirs. Two at once wait for each other at the session.
CREATE FUNCTION half_day_of_session() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE session uuid := coalesce(NEW.session_id, OLD.session_id);
BEGIN
  PERFORM FROM "event_session" WHERE id = session FOR NO KEY UPDATE;
  IF TG_OP <> 'DELETE' AND EXISTS (SELECT FROM "half_day" h WHERE h.session_id = session AND h.id <> NEW.id
                                      AND h.starts_at < NEW.ends_at AND NEW.starts_at < h.ends_at) THEN
    RAISE EXCEPTION 'two half-days overlap' USING ERRCODE = 'check_violation';
  END IF;
  UPDATE "event_session" SET (starts_at, ends_at) = (SELECT min(h.starts_at), max(h.ends_at) FROM "half_day" h WHERE h.session_id = session)
   WHERE id = session;
  RETURN NULL;
END $$;
CREATE TRIGGER half_day_of_session AFTER INSERT OR DELETE OR UPDATE ON "half_day" FOR EACH ROW EXECUTE FUNCTION half_day_of_session();

CREATE FUNCTION registration_lives(status registration_status) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT status IN ('requested', 'employer_accepted', 'confirmed', 'waitlisted', 'offered') $$;
CREATE FUNCTION registration_holds_place(status registration_status) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT status IN ('confirmed', 'offered', 'attended', 'partly', 'absent') $$;

CREATE UNIQUE INDEX registration_one_living ON "registration" (account_id, event_id) WHERE registration_lives(status);
CREATE UNIQUE INDEX registration_one_rank ON "registration" (session_id, rank) WHERE rank IS NOT NULL;
CREATE INDEX registration_waiting ON "registration" (step_at) WHERE registration_lives(status);
CREATE INDEX registration_offered ON "registration" (offered_until) WHERE status = 'offered';
ALTER TABLE "registration"
  ADD CONSTRAINT registration_rank CHECK ((status = 'waitlisted') = (rank IS NOT NULL)),
  ADD CONSTRAINT registration_offer CHECK ((status = 'offered') = (offered_until IS NOT NULL)),
  ADD CONSTRAINT registration_expectations CHECK (length(expectations) <= 1000),
  ADD CONSTRAINT registration_says_why CHECK (status NOT IN ('employer_refused', 'not_retained') OR reason IS NOT NULL);

-- The arrows of the drawing, and no other.
CREATE FUNCTION registration_arrow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status NOT IN ('requested', 'employer_accepted') THEN
      RAISE EXCEPTION 'a registration begins as a request' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NEW.session_id <> OLD.session_id THEN
    RAISE EXCEPTION 'a registration never changes session' USING ERRCODE = 'check_violation';
  ELSIF NEW.status <> OLD.status AND NOT (
    (NEW.status IN ('withdrawn', 'session_cancelled', 'lapsed') AND registration_lives(OLD.status)) OR
    -- A consent is withdrawn wherever the request has come to.
    (NEW.status = 'employer_refused' AND registration_lives(OLD.status)) OR
    (OLD.status, NEW.status) IN (
      ('requested', 'employer_accepted'), ('employer_accepted', 'confirmed'), ('employer_accepted', 'waitlisted'),
      ('employer_accepted', 'not_retained'), ('waitlisted', 'offered'), ('waitlisted', 'confirmed'), ('offered', 'confirmed'),
      ('confirmed', 'attended'), ('confirmed', 'partly'), ('confirmed', 'absent'),
      ('attended', 'partly'), ('attended', 'absent'), ('partly', 'attended'), ('partly', 'absent'), ('absent', 'attended'),
      ('absent', 'partly'))) THEN
    RAISE EXCEPTION 'no way from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.event_id IS DISTINCT FROM (SELECT s.event_id FROM "event_session" s WHERE s.id = NEW.session_id) THEN
    RAISE EXCEPTION 'the session is of another action' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER registration_arrow BEFORE INSERT OR UPDATE ON "registration" FOR EACH ROW EXECUTE FUNCTION registration_arrow();

CREATE FUNCTION registration_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE change int := 0;
BEGIN
  IF TG_OP <> 'INSERT' AND registration_holds_place(OLD.status) THEN change := change - 1; END IF;
  IF TG_OP <> 'DELETE' AND registration_holds_place(NEW.status) THEN change := change + 1; END IF;
  IF change <> 0 THEN
    UPDATE "event_session" SET taken = taken + change WHERE id = coalesce(NEW.session_id, OLD.session_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER registration_takes_place AFTER INSERT OR DELETE OR UPDATE OF status ON "registration"
  FOR EACH ROW EXECUTE FUNCTION registration_takes_place();

ALTER TABLE "campaign"
  ADD CONSTRAINT campaign_year CHECK (year BETWEEN 2020 AND 2199),
  ADD CONSTRAINT campaign_rules CHECK (most_actions BETWEEN 0 AND 99 AND most_formations BETWEEN 0 AND most_actions AND most_of_structure BETWEEN 1 AND 99);
ALTER TABLE "membership"
  ADD CONSTRAINT membership_amount CHECK (amount BETWEEN 0 AND 100000000),
  ADD CONSTRAINT membership_decided CHECK ((status = 'asked') = (decided_at IS NULL)),
  ADD CONSTRAINT membership_says_why CHECK (status <> 'refused' OR reason IS NOT NULL);
