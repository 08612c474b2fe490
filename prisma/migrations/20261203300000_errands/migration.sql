-- What managers decide about the list of structures (listing requests, corrections) follows the clock of requests, and may be asked about.
CREATE TYPE "errand_notice_kind" AS ENUM ('reminder_1', 'reminder_2', 'still_waiting');

CREATE TABLE "errand_notice" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "listing_request_id" UUID,
    "correction_id" UUID,
    "account_id" UUID NOT NULL,
    "kind" "errand_notice_kind" NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "errand_notice_pkey" PRIMARY KEY ("id"),
    CONSTRAINT errand_notice_of_one CHECK (num_nonnulls(listing_request_id, correction_id) = 1)
);
-- Each kind is told once to a person.
CREATE UNIQUE INDEX "errand_notice_listing_once" ON "errand_notice"("listing_request_id", "account_id", "kind");
CREATE UNIQUE INDEX "errand_notice_correction_once" ON "errand_notice"("correction_id", "account_id", "kind");
CREATE INDEX "errand_notice_account_id_idx" ON "errand_notice"("account_id");

CREATE TABLE "errand_question" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "listing_request_id" UUID,
    "correction_id" UUID,
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "answer" TEXT,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "errand_question_pkey" PRIMARY KEY ("id"),
    CONSTRAINT errand_question_of_one CHECK (num_nonnulls(listing_request_id, correction_id) = 1),
    CONSTRAINT errand_question_answered CHECK ((answer IS NULL) = (answered_at IS NULL))
);
-- One open question at a time.
CREATE UNIQUE INDEX "errand_question_listing_open" ON "errand_question"("listing_request_id") WHERE answered_at IS NULL;
CREATE UNIQUE INDEX "errand_question_correction_open" ON "errand_question"("correction_id") WHERE answered_at IS NULL;
CREATE INDEX "errand_question_listing_request_id_idx" ON "errand_question"("listing_request_id");
CREATE INDEX "errand_question_correction_id_idx" ON "errand_question"("correction_id");
CREATE INDEX "errand_question_asked_by_idx" ON "errand_question"("asked_by");
CREATE INDEX "errand_question_answered_by_idx" ON "errand_question"("answered_by");

ALTER TABLE "errand_notice" ADD CONSTRAINT "errand_notice_listing_request_id_fkey" FOREIGN KEY ("listing_request_id") REFERENCES "listing_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "errand_notice" ADD CONSTRAINT "errand_notice_correction_id_fkey" FOREIGN KEY ("correction_id") REFERENCES "correction"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "errand_notice" ADD CONSTRAINT "errand_notice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "errand_question" ADD CONSTRAINT "errand_question_listing_request_id_fkey" FOREIGN KEY ("listing_request_id") REFERENCES "listing_request"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "errand_question" ADD CONSTRAINT "errand_question_correction_id_fkey" FOREIGN KEY ("correction_id") REFERENCES "correction"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "errand_question" ADD CONSTRAINT "errand_question_asked_by_fkey" FOREIGN KEY ("asked_by") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "errand_question" ADD CONSTRAINT "errand_question_answered_by_fkey" FOREIGN KEY ("answered_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;
