-- What someone's own information was before they changed it. Apart from the journal, which nobody may delete from and which outlives the
-- person's data: these rows are theirs, and go with their account, or with the row of the journal.
CREATE TABLE "former_values" (
    "journal_id" BIGINT NOT NULL,
    "account_id" UUID NOT NULL,
    "fields" JSONB NOT NULL,

    CONSTRAINT "former_values_pkey" PRIMARY KEY ("journal_id")
);
CREATE INDEX "former_values_account_id_idx" ON "former_values"("account_id");
ALTER TABLE "former_values" ADD CONSTRAINT "former_values_journal_id_fkey" FOREIGN KEY ("journal_id") REFERENCES "journal"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "former_values" ADD CONSTRAINT "former_values_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
