-- Rafael: the training offer, and pre-registrations on its sessions (docs/rafael.md).
CREATE TYPE "offer_state" AS ENUM ('draft', 'published', 'archived');

CREATE TYPE "course_path" AS ENUM ('grouped', 'individual', 'modular', 'mixed');

CREATE TYPE "teaching_mode" AS ENUM ('on_site', 'mixed', 'remote');

CREATE TYPE "entry_mode" AS ENUM ('fixed_dates', 'permanent');

CREATE TYPE "recruitment_state" AS ENUM ('open', 'closed', 'suspended');

CREATE TYPE "meeting_kind" AS ENUM ('information', 'interview', 'test');

CREATE TYPE "candidate_situation" AS ENUM ('job_seeker', 'employee', 'apprentice', 'independent', 'student', 'other');

CREATE TYPE "preregistration_status" AS ENUM ('draft', 'to_validate', 'sent', 'summoned', 'accepted', 'waitlisted', 'not_accepted', 'started', 'not_started', 'finished', 'dropped', 'withdrawn', 'session_cancelled', 'lapsed');

CREATE TYPE "preregistration_side" AS ENUM ('prescriber', 'training_body', 'candidate', 'portal');

CREATE TYPE "preregistration_reason" AS ENUM ('not_reachable', 'absent', 'prerequisites', 'level', 'project', 'no_place', 'in_work', 'other_training', 'moved', 'duplicate', 'known', 'incomplete', 'other');

ALTER TABLE "structure_merge" ADD COLUMN     "answers" JSONB NOT NULL DEFAULT '{}';

CREATE TABLE "training_body" (
    "structure_id" UUID NOT NULL,
    "activity_number" TEXT,
    "email" TEXT,
    "phone" TEXT,

    CONSTRAINT "training_body_pkey" PRIMARY KEY ("structure_id")
);

CREATE TABLE "course" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "structure_id" UUID NOT NULL,
    "siret" CHAR(14) NOT NULL,
    "numero" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "objective" TEXT NOT NULL DEFAULT '',
    "results" TEXT NOT NULL DEFAULT '',
    "contents" TEXT NOT NULL DEFAULT '',
    "path" "course_path" NOT NULL DEFAULT 'grouped',
    "entry_level" SMALLINT,
    "exit_level" SMALLINT,
    "certifications" JSONB NOT NULL DEFAULT '[]',
    "formacode_version" TEXT NOT NULL DEFAULT 'V14',
    "formacodes" TEXT[],
    "romes" TEXT[],
    "nsfs" TEXT[],
    "evaluation" TEXT NOT NULL DEFAULT '',
    "contact_name" TEXT NOT NULL DEFAULT '',
    "contact_email" TEXT NOT NULL DEFAULT '',
    "contact_phone" TEXT NOT NULL DEFAULT '',
    "state" "offer_state" NOT NULL DEFAULT 'draft',
    "published_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "unpublished_for" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "course_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "delivery" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "course_id" UUID NOT NULL,
    "numero" TEXT NOT NULL,
    "mode" "teaching_mode" NOT NULL DEFAULT 'on_site',
    "rhythm" TEXT NOT NULL DEFAULT '',
    "alternance" TEXT NOT NULL DEFAULT '',
    "hours_centre" INTEGER,
    "hours_company" INTEGER,
    "hours_total" INTEGER,
    "publics" TEXT[],
    "conditions" TEXT NOT NULL DEFAULT '',
    "is_level_required" BOOLEAN NOT NULL DEFAULT false,
    "is_funded" BOOLEAN NOT NULL DEFAULT false,
    "funders" JSONB NOT NULL DEFAULT '[]',
    "remaining_cost" TEXT NOT NULL DEFAULT '',
    "accessibility" TEXT NOT NULL DEFAULT '',
    "entry_mode" "entry_mode" NOT NULL DEFAULT 'fixed_dates',
    "access_delay" TEXT NOT NULL DEFAULT '',
    "provider_siret" CHAR(14),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "training_place" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "delivery_id" UUID NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "insee" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "departement" TEXT,

    CONSTRAINT "training_place_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "training_session" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "delivery_id" UUID NOT NULL,
    "numero" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "registration_from" DATE,
    "registration_until" DATE,
    "recruitment" "recruitment_state" NOT NULL DEFAULT 'open',
    "places" INTEGER NOT NULL,
    "minimum" INTEGER NOT NULL DEFAULT 0,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "has_late_entry" BOOLEAN NOT NULL DEFAULT false,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "cancelled_at" TIMESTAMPTZ(3),
    "cancelled_for" TEXT,
    "short_told_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "training_session_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "meeting" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "session_id" UUID NOT NULL,
    "kind" "meeting_kind" NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "place" TEXT NOT NULL,
    "is_remote" BOOLEAN NOT NULL DEFAULT false,
    "seats" INTEGER,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "candidate" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "structure_id" UUID NOT NULL,
    "last_name" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "birth_date" DATE,
    "email" TEXT,
    "phone" TEXT,
    "postcode" TEXT,
    "city" TEXT,
    "situation" "candidate_situation",
    "identifier" TEXT,
    "level" SMALLINT,
    "needs_adaptation" BOOLEAN NOT NULL DEFAULT false,
    "adaptation_contact" TEXT,
    "notice_version" TEXT,
    "notice_at" TIMESTAMPTZ(3),
    "name_key" TEXT,
    "identifier_key" TEXT,
    "same_as" UUID,
    "erased_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "candidate_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "candidate_link" (
    "hash" TEXT NOT NULL,
    "candidate_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "candidate_link_pkey" PRIMARY KEY ("hash")
);

CREATE TABLE "preregistration" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "candidate_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "owner_id" UUID,
    "status" "preregistration_status" NOT NULL DEFAULT 'draft',
    "wish" SMALLINT NOT NULL DEFAULT 1,
    "project" TEXT NOT NULL DEFAULT '',
    "wished_start" DATE,
    "rank" INTEGER,
    "reason" "preregistration_reason",
    "reason_text" TEXT,
    "meeting_id" UUID,
    "sent_by" UUID,
    "submitted_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "step_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preregistration_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "preregistration_step" (
    "id" BIGSERIAL NOT NULL,
    "preregistration_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" "preregistration_status" NOT NULL,
    "side" "preregistration_side" NOT NULL,
    "account_id" UUID,
    "reason" "preregistration_reason",
    "reason_text" TEXT,

    CONSTRAINT "preregistration_step_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "course_structure_id_state_idx" ON "course"("structure_id", "state");

CREATE UNIQUE INDEX "course_siret_numero_key" ON "course"("siret", "numero");

CREATE UNIQUE INDEX "delivery_course_id_numero_key" ON "delivery"("course_id", "numero");

CREATE INDEX "training_place_delivery_id_idx" ON "training_place"("delivery_id");

CREATE INDEX "training_session_starts_on_idx" ON "training_session"("starts_on");

CREATE UNIQUE INDEX "training_session_delivery_id_numero_key" ON "training_session"("delivery_id", "numero");

CREATE INDEX "meeting_session_id_idx" ON "meeting"("session_id");

CREATE INDEX "candidate_structure_id_idx" ON "candidate"("structure_id");

CREATE INDEX "candidate_name_key_idx" ON "candidate"("name_key");

CREATE INDEX "candidate_identifier_key_idx" ON "candidate"("identifier_key");

CREATE INDEX "candidate_link_candidate_id_idx" ON "candidate_link"("candidate_id");

CREATE INDEX "preregistration_candidate_id_idx" ON "preregistration"("candidate_id");

CREATE INDEX "preregistration_session_id_status_idx" ON "preregistration"("session_id", "status");

CREATE INDEX "preregistration_owner_id_idx" ON "preregistration"("owner_id");

CREATE INDEX "preregistration_step_preregistration_id_idx" ON "preregistration_step"("preregistration_id");

ALTER TABLE "training_body" ADD CONSTRAINT "training_body_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "course" ADD CONSTRAINT "course_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "delivery" ADD CONSTRAINT "delivery_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "training_place" ADD CONSTRAINT "training_place_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "training_session" ADD CONSTRAINT "training_session_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "meeting" ADD CONSTRAINT "meeting_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "training_session"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "candidate" ADD CONSTRAINT "candidate_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "candidate" ADD CONSTRAINT "candidate_same_as_fkey" FOREIGN KEY ("same_as") REFERENCES "candidate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "candidate_link" ADD CONSTRAINT "candidate_link_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "preregistration" ADD CONSTRAINT "preregistration_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "preregistration" ADD CONSTRAINT "preregistration_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "training_session"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "preregistration" ADD CONSTRAINT "preregistration_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "affiliation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "preregistration" ADD CONSTRAINT "preregistration_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "preregistration" ADD CONSTRAINT "preregistration_sent_by_fkey" FOREIGN KEY ("sent_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "preregistration_step" ADD CONSTRAINT "preregistration_step_preregistration_id_fkey" FOREIGN KEY ("preregistration_id") REFERENCES "preregistration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "preregistration_step" ADD CONSTRAINT "preregistration_step_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TYPE "preregistration_notice_kind" AS ENUM ('validate', 'validator', 'answer', 'no_answer', 'begun', 'fading');
CREATE TABLE "preregistration_notice" (
    "preregistration_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" "preregistration_notice_kind" NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "preregistration_notice_pkey" PRIMARY KEY ("preregistration_id","account_id","kind")
);
CREATE INDEX "preregistration_notice_account_id_idx" ON "preregistration_notice"("account_id");
ALTER TABLE "preregistration_notice" ADD CONSTRAINT "preregistration_notice_preregistration_id_fkey" FOREIGN KEY ("preregistration_id") REFERENCES "preregistration"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "preregistration_notice" ADD CONSTRAINT "preregistration_notice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What must hold whoever writes ------------------------------------------------------------------

ALTER TABLE "training_place" DROP COLUMN "departement";
ALTER TABLE "training_place"
  ADD COLUMN departement text GENERATED ALWAYS AS (departement_of(postcode)) STORED,
  ADD CONSTRAINT training_place_postcode_shape CHECK (postcode ~ '^[0-9]{5}$'),
  ADD CONSTRAINT training_place_point CHECK ((latitude IS NULL) = (longitude IS NULL) AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180);

ALTER TABLE "training_body" ADD CONSTRAINT training_body_activity_number CHECK (activity_number ~ '^[0-9A-Z]{11}$');

ALTER TABLE "course"
  ADD COLUMN text_folded text GENERATED ALWAYS AS (fold(title || ' ' || objective)) STORED,
  ADD CONSTRAINT course_title CHECK (btrim(title) <> '' AND length(title) <= 255),
  ADD CONSTRAINT course_texts CHECK (length(objective) <= 3000 AND length(results) <= 3000 AND length(contents) <= 3000),
  ADD CONSTRAINT course_state_dated CHECK ((state <> 'published' OR published_at IS NOT NULL) AND ((state = 'archived') = (archived_at IS NOT NULL))),
  ADD CONSTRAINT course_lists CHECK (cardinality(formacodes) <= 5 AND cardinality(romes) <= 5 AND cardinality(nsfs) <= 3),
  ALTER COLUMN formacodes SET NOT NULL, ALTER COLUMN formacodes SET DEFAULT '{}',
  ALTER COLUMN romes SET NOT NULL, ALTER COLUMN romes SET DEFAULT '{}',
  ALTER COLUMN nsfs SET NOT NULL, ALTER COLUMN nsfs SET DEFAULT '{}';
CREATE INDEX course_text_trigrams ON "course" USING gin (text_folded gin_trgm_ops);

ALTER TABLE "delivery"
  ADD CONSTRAINT delivery_hours CHECK (hours_centre >= 0 AND hours_company >= 0 AND hours_total >= 0),
  ADD CONSTRAINT delivery_texts CHECK (length(remaining_cost) <= 200 AND length(accessibility) <= 250),
  ADD CONSTRAINT delivery_publics CHECK (cardinality(publics) <= 10),
  ALTER COLUMN publics SET NOT NULL, ALTER COLUMN publics SET DEFAULT '{}';

ALTER TABLE "training_session"
  ADD CONSTRAINT training_session_dates CHECK (starts_on <= ends_on AND registration_from <= registration_until AND registration_until <= ends_on),
  ADD CONSTRAINT training_session_places CHECK (places BETWEEN 1 AND 9999 AND minimum BETWEEN 0 AND places),
  -- The last place, and fewer places than are taken, are one rule.
  ADD CONSTRAINT training_session_taken CHECK (taken BETWEEN 0 AND places),
  ADD CONSTRAINT training_session_cancelled_says_why CHECK ((cancelled_at IS NULL) = (cancelled_for IS NULL));

ALTER TABLE "meeting" ADD CONSTRAINT meeting_hours CHECK (starts_at < ends_at AND seats > 0);

ALTER TABLE "candidate"
  ADD CONSTRAINT candidate_named CHECK (erased_at IS NOT NULL OR (btrim(last_name) <> '' AND birth_date IS NOT NULL)),
  ADD CONSTRAINT candidate_notice_dated CHECK ((notice_version IS NULL) = (notice_at IS NULL)),
  ADD CONSTRAINT candidate_erased CHECK (erased_at IS NULL OR (last_name = '' AND first_name = '' AND birth_date IS NULL AND email IS NULL
    AND phone IS NULL AND postcode IS NULL AND city IS NULL AND identifier IS NULL AND name_key IS NULL AND identifier_key IS NULL
    AND adaptation_contact IS NULL));
-- The same person is written once in a structure; a merge that brings two together says so instead.
CREATE UNIQUE INDEX candidate_once_by_name ON "candidate" (structure_id, name_key) WHERE erased_at IS NULL AND same_as IS NULL;
CREATE UNIQUE INDEX candidate_once_by_identifier ON "candidate" (structure_id, identifier_key) WHERE erased_at IS NULL AND same_as IS NULL;

CREATE FUNCTION preregistration_lives(status preregistration_status) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT status IN ('draft', 'to_validate', 'sent', 'summoned', 'accepted', 'waitlisted', 'started') $$;

CREATE UNIQUE INDEX preregistration_one_living ON "preregistration" (candidate_id, session_id) WHERE preregistration_lives(status);
CREATE INDEX preregistration_waiting ON "preregistration" (step_at) WHERE preregistration_lives(status);
CREATE UNIQUE INDEX preregistration_one_rank ON "preregistration" (session_id, rank) WHERE rank IS NOT NULL;
ALTER TABLE "preregistration"
  ADD CONSTRAINT preregistration_rank CHECK ((status = 'waitlisted') = (rank IS NOT NULL)),
  ADD CONSTRAINT preregistration_sent CHECK (status IN ('draft', 'to_validate', 'withdrawn', 'session_cancelled', 'lapsed') OR sent_at IS NOT NULL),
  ADD CONSTRAINT preregistration_says_why CHECK (status NOT IN ('not_accepted', 'not_started', 'dropped') OR reason IS NOT NULL);

-- The arrows of the drawing, and no other.
CREATE FUNCTION preregistration_arrow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'draft' THEN
      RAISE EXCEPTION 'a pre-registration begins as a draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.candidate_id <> OLD.candidate_id OR NEW.session_id <> OLD.session_id THEN
    RAISE EXCEPTION 'a pre-registration never changes hands' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status <> OLD.status AND NOT (
    (NEW.status IN ('withdrawn', 'session_cancelled', 'lapsed') AND preregistration_lives(OLD.status)) OR
    (OLD.status, NEW.status) IN (
      ('draft', 'to_validate'), ('draft', 'sent'), ('to_validate', 'draft'), ('to_validate', 'sent'),
      ('sent', 'summoned'), ('sent', 'accepted'), ('sent', 'waitlisted'), ('sent', 'not_accepted'),
      ('summoned', 'accepted'), ('summoned', 'waitlisted'), ('summoned', 'not_accepted'), ('waitlisted', 'accepted'),
      ('not_accepted', 'accepted'), ('not_accepted', 'waitlisted'),
      ('accepted', 'started'), ('accepted', 'not_started'), ('started', 'finished'), ('started', 'dropped'))) THEN
    RAISE EXCEPTION 'no way from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status <> OLD.status AND NEW.status IN ('to_validate', 'sent')
     AND NOT EXISTS (SELECT FROM "candidate" c WHERE c.id = NEW.candidate_id AND c.notice_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the person was not informed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER preregistration_arrow BEFORE INSERT OR UPDATE ON "preregistration"
  FOR EACH ROW EXECUTE FUNCTION preregistration_arrow();

CREATE FUNCTION preregistration_takes_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE change int := 0;
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.status IN ('accepted', 'started') THEN change := change - 1; END IF;
  IF TG_OP <> 'DELETE' AND NEW.status IN ('accepted', 'started') THEN change := change + 1; END IF;
  IF change <> 0 THEN
    UPDATE "training_session" SET taken = taken + change WHERE id = coalesce(NEW.session_id, OLD.session_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER preregistration_takes_place AFTER INSERT OR DELETE OR UPDATE OF status ON "preregistration"
  FOR EACH ROW EXECUTE FUNCTION preregistration_takes_place();

-- A structure writes only what its types open; what it wrote before stays.
CREATE FUNCTION course_of_training_body() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "structure" s WHERE s.id = NEW.structure_id AND 'formateur' = ANY (s.types)) THEN
    RAISE EXCEPTION 'this structure is no training body' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER course_of_training_body BEFORE INSERT ON "course" FOR EACH ROW EXECUTE FUNCTION course_of_training_body();

CREATE FUNCTION candidate_of_prescriber() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "structure" s WHERE s.id = NEW.structure_id AND 'prescripteur' = ANY (s.types)) THEN
    RAISE EXCEPTION 'this structure is no prescriber' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER candidate_of_prescriber BEFORE INSERT ON "candidate" FOR EACH ROW EXECUTE FUNCTION candidate_of_prescriber();

-- Whoever follows a pre-registration is of the candidate's structure. Checked at the commit: a merge moves both.
CREATE FUNCTION preregistration_owner_is_ours() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "preregistration" p JOIN "affiliation" f ON f.id = p.owner_id JOIN "candidate" c ON c.id = p.candidate_id
              WHERE p.id = NEW.id AND f.structure_id <> c.structure_id) THEN
    RAISE EXCEPTION 'the owner is of another structure' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER preregistration_owner_is_ours AFTER INSERT OR UPDATE OF owner_id ON "preregistration"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION preregistration_owner_is_ours();

CREATE FUNCTION candidate_moves_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "preregistration" p JOIN "affiliation" f ON f.id = p.owner_id JOIN "candidate" c ON c.id = p.candidate_id
              WHERE c.id = NEW.id AND f.structure_id <> c.structure_id) THEN
    RAISE EXCEPTION 'the owner is of another structure' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER candidate_moves_whole AFTER UPDATE OF structure_id ON "candidate"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION candidate_moves_whole();
