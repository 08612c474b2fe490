-- Two accounts that were one person's, and what moved: so that the merge can be undone within thirty days. Older merges have no row, and cannot.
CREATE TABLE "account_merge" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kept_id" UUID NOT NULL,
    "absorbed_id" UUID NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "merged_by" UUID NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "moves" JSONB NOT NULL,
    "others" JSONB NOT NULL,
    "answers" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "account_merge_pkey" PRIMARY KEY ("id"),
    CONSTRAINT account_merge_two CHECK (kept_id <> absorbed_id)
);
CREATE INDEX "account_merge_kept_id_idx" ON "account_merge"("kept_id");
CREATE INDEX "account_merge_absorbed_id_idx" ON "account_merge"("absorbed_id");
CREATE INDEX "account_merge_merged_by_idx" ON "account_merge"("merged_by");
ALTER TABLE "account_merge" ADD CONSTRAINT "account_merge_kept_id_fkey" FOREIGN KEY ("kept_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "account_merge" ADD CONSTRAINT "account_merge_absorbed_id_fkey" FOREIGN KEY ("absorbed_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "account_merge" ADD CONSTRAINT "account_merge_merged_by_fkey" FOREIGN KEY ("merged_by") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
