-- How long requests wait for an answer, measured each night (docs/domain.md): for a structure, its département, and the structures of the same types.
CREATE TYPE "answer_delay_scope" AS ENUM ('structure', 'departement', 'types');

CREATE TABLE "answer_delay" (
    "scope" "answer_delay_scope" NOT NULL,
    "key" TEXT NOT NULL,
    "requests" INTEGER NOT NULL,
    "median_days" INTEGER,
    "within_two" DOUBLE PRECISION NOT NULL,
    "measured_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answer_delay_pkey" PRIMARY KEY ("scope","key")
);
CREATE INDEX "answer_delay_scope_median_days_idx" ON "answer_delay"("scope", "median_days");
ALTER TABLE "answer_delay" ADD CONSTRAINT answer_delay_share CHECK (within_two BETWEEN 0 AND 1 AND requests > 0 AND median_days >= 0);

CREATE INDEX "affiliation_requested_at_idx" ON "affiliation"("requested_at");
