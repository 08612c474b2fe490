-- The same refused attempt, again and again: counted beside its row of the journal, which never changes.
CREATE TABLE "repeated_attempt" (
    "journal_id" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "repeated_attempt_pkey" PRIMARY KEY ("journal_id")
);
ALTER TABLE "repeated_attempt" ADD CONSTRAINT "repeated_attempt_journal_id_fkey" FOREIGN KEY ("journal_id") REFERENCES "journal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a message tells, when telling it twice in two days would be one time too many: a keyed hash, which names nobody.
ALTER TABLE "message" ADD COLUMN "about" TEXT;
CREATE INDEX "message_about_created_at_idx" ON "message"("about", "created_at");
