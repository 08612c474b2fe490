-- ParcoursPro: who came, the papers of a session, and what an adhesion costs.
ALTER TABLE "campaign" ADD COLUMN     "fee" INTEGER NOT NULL DEFAULT 0 CHECK (fee BETWEEN 0 AND 100000000);

ALTER TABLE "event_session" ADD COLUMN     "internal_rules" TEXT NOT NULL DEFAULT '';

CREATE TYPE "presence_state" AS ENUM ('present', 'absent', 'excused');

CREATE TYPE "presence_how" AS ENUM ('tick', 'code', 'paper');

CREATE TYPE "document_kind" AS ENUM ('attendees', 'sheet', 'summons', 'agreement', 'attestation', 'certificate');

CREATE TABLE "presence" (
    "registration_id" UUID NOT NULL,
    "half_day_id" UUID NOT NULL,
    "state" "presence_state" NOT NULL,
    "how" "presence_how" NOT NULL,
    "recorded_by" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "presence_pkey" PRIMARY KEY ("registration_id","half_day_id")
);

CREATE TABLE "document" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" "document_kind" NOT NULL,
    "provider_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "session_id" UUID NOT NULL,
    "registration_id" UUID,
    "structure_id" UUID,
    "data" JSONB NOT NULL,
    "template" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "issued_by" UUID,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "document_counter" (
    "provider_id" UUID NOT NULL,
    "kind" "document_kind" NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "document_counter_pkey" PRIMARY KEY ("provider_id","kind","year")
);

CREATE INDEX "presence_half_day_id_idx" ON "presence"("half_day_id");

CREATE UNIQUE INDEX "document_code_key" ON "document"("code");

CREATE INDEX "document_session_id_idx" ON "document"("session_id");

CREATE INDEX "document_registration_id_idx" ON "document"("registration_id");

CREATE UNIQUE INDEX "document_provider_id_kind_year_number_version_key" ON "document"("provider_id", "kind", "year", "number", "version");

ALTER TABLE "presence" ADD CONSTRAINT "presence_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "presence" ADD CONSTRAINT "presence_half_day_id_fkey" FOREIGN KEY ("half_day_id") REFERENCES "half_day"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "presence" ADD CONSTRAINT "presence_recorded_by_fkey" FOREIGN KEY ("recorded_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "document" ADD CONSTRAINT "document_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "document" ADD CONSTRAINT "document_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "document" ADD CONSTRAINT "document_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "event_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "document" ADD CONSTRAINT "document_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "document" ADD CONSTRAINT "document_issued_by_fkey" FOREIGN KEY ("issued_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "document_counter" ADD CONSTRAINT "document_counter_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "calendar_feed" (
    "account_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "calendar_feed_pkey" PRIMARY KEY ("account_id")
);
CREATE UNIQUE INDEX "calendar_feed_hash_key" ON "calendar_feed"("hash");
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What must hold whoever writes ------------------------------------------------------------------

-- Only someone who has a place came, to a half-day of that session.
CREATE FUNCTION presence_of_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "registration" r JOIN "half_day" h ON h.session_id = r.session_id
                  WHERE r.id = NEW.registration_id AND h.id = NEW.half_day_id AND r.status IN ('confirmed', 'attended', 'partly', 'absent')) THEN
    RAISE EXCEPTION 'this person has no place on this half-day' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER presence_of_confirmed BEFORE INSERT OR UPDATE ON "presence" FOR EACH ROW EXECUTE FUNCTION presence_of_confirmed();

ALTER TABLE "document"
  ADD CONSTRAINT document_numbered CHECK (number > 0 AND version > 0 AND year BETWEEN 2020 AND 2199),
  ADD CONSTRAINT document_fingerprint CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  ADD CONSTRAINT document_code CHECK (length(code) >= 16),
  -- A paper of one person names their registration; an agreement names the structure.
  ADD CONSTRAINT document_about CHECK ((kind IN ('summons', 'attestation', 'certificate')) = (registration_id IS NOT NULL)
    AND (kind NOT IN ('attendees', 'sheet')) = (structure_id IS NOT NULL));
ALTER TABLE "document_counter" ADD CONSTRAINT document_counter_grows CHECK (last > 0);
