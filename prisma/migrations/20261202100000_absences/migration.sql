-- Absences: a référent is away, and someone stands in for them (docs/domain.md).
CREATE TYPE "stand_in_status" AS ENUM ('none', 'asked', 'accepted', 'declined', 'lost');

CREATE TABLE "absence" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "structure_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "stand_in_id" UUID,
    "stand_in_status" "stand_in_status" NOT NULL DEFAULT 'none',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "absence_structure_id_ends_at_idx" ON "absence"("structure_id", "ends_at");
CREATE INDEX "absence_account_id_idx" ON "absence"("account_id");
CREATE INDEX "absence_stand_in_id_idx" ON "absence"("stand_in_id");

ALTER TABLE "absence" ADD CONSTRAINT "absence_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "absence" ADD CONSTRAINT "absence_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "absence" ADD CONSTRAINT "absence_stand_in_id_fkey" FOREIGN KEY ("stand_in_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "absence"
  ADD CONSTRAINT absence_lasts CHECK (ends_at > starts_at),
  ADD CONSTRAINT absence_of_someone_else CHECK (stand_in_id <> account_id),
  ADD CONSTRAINT absence_stand_in_said CHECK (stand_in_id IS NOT NULL OR stand_in_status = 'none');

ALTER TABLE "affiliation" ADD COLUMN "decided_for" UUID;
CREATE INDEX "affiliation_decided_for_idx" ON "affiliation"("decided_for");
ALTER TABLE "affiliation" ADD CONSTRAINT "affiliation_decided_for_fkey" FOREIGN KEY ("decided_for") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The absences that last at an instant. Nobody is away before or after, whatever the row says of a stand-in.
CREATE FUNCTION absent_at(at timestamptz) RETURNS SETOF "absence" LANGUAGE sql STABLE AS $$
  SELECT b.* FROM "absence" b WHERE b.starts_at <= at AND at < b.ends_at AND (b.ended_at IS NULL OR at < b.ended_at)
$$;

-- Who stands in for whom at an instant: they accepted, both are attached with an open account, the other is still référent, and they are neither référent
-- there nor manager since, who answer in their own name.
CREATE FUNCTION standing_in(at timestamptz) RETURNS TABLE (structure_id uuid, account_id uuid, absent_id uuid, ends_at timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT b.structure_id, b.stand_in_id, b.account_id, b.ends_at
    FROM absent_at(at) b
    JOIN "affiliation" s ON s.structure_id = b.structure_id AND s.account_id = b.stand_in_id AND s.status = 'active' AND NOT s.is_referent
    JOIN "affiliation" r ON r.structure_id = b.structure_id AND r.account_id = b.account_id AND r.status = 'active' AND r.is_referent
    JOIN "account" sa ON sa.id = s.account_id AND sa.disabled_at IS NULL AND sa.erased_at IS NULL AND NOT sa.is_manager
    JOIN "account" ra ON ra.id = r.account_id AND ra.disabled_at IS NULL AND ra.erased_at IS NULL
   WHERE b.stand_in_status = 'accepted'
$$;

-- Who answers the requests of a structure at an instant: its référents who are there and can be reached, and those who stand in for the others.
CREATE FUNCTION answering(at timestamptz) RETURNS TABLE (structure_id uuid, account_id uuid, pace notice_pace) LANGUAGE sql STABLE AS $$
  SELECT f.structure_id, f.account_id, f.notice_pace
    FROM "affiliation" f JOIN "account" a ON a.id = f.account_id
   WHERE f.status = 'active' AND f.is_referent AND a.disabled_at IS NULL AND a.erased_at IS NULL AND a.bounced_at IS NULL
     AND NOT EXISTS (SELECT FROM absent_at(at) b WHERE b.structure_id = f.structure_id AND b.account_id = f.account_id)
  UNION
  SELECT i.structure_id, i.account_id, 'each'::notice_pace
    FROM standing_in(at) i JOIN "account" a ON a.id = i.account_id AND a.bounced_at IS NULL
$$;

-- Whom to tell of them, as the view referent_to_tell says for a structure where nobody is away: those who want to know, or all when none does.
CREATE FUNCTION to_tell(at timestamptz) RETURNS TABLE (structure_id uuid, account_id uuid, pace notice_pace) LANGUAGE sql STABLE AS $$
  SELECT w.structure_id, w.account_id, CASE w.pace WHEN 'none' THEN 'each'::notice_pace ELSE w.pace END
    FROM answering(at) w
   WHERE w.pace <> 'none'
      OR NOT EXISTS (SELECT FROM answering(at) other WHERE other.structure_id = w.structure_id AND other.pace <> 'none')
$$;
