-- What people thought of the sessions they came to: one question, two weeks after (docs/parcourspro.md).
ALTER TYPE "registration_notice_kind" ADD VALUE 'satisfaction';

CREATE TABLE "satisfaction" (
    "registration_id" UUID NOT NULL,
    "score" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "satisfaction_pkey" PRIMARY KEY ("registration_id")
);

ALTER TABLE "satisfaction" ADD CONSTRAINT "satisfaction_registration_id_fkey" FOREIGN KEY ("registration_id") REFERENCES "registration"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "satisfaction" ADD CONSTRAINT satisfaction_score CHECK (score BETWEEN 1 AND 5);

-- Only of someone who came.
CREATE FUNCTION satisfaction_of_someone_there() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "registration" r WHERE r.id = NEW.registration_id AND r.status IN ('attended', 'partly')) THEN
    RAISE EXCEPTION 'only someone who came says what they thought' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER satisfaction_of_someone_there BEFORE INSERT OR UPDATE ON "satisfaction"
  FOR EACH ROW EXECUTE FUNCTION satisfaction_of_someone_there();
