-- The LHÉO file that a training body sends (lib/rafael/offer-imports).
CREATE TABLE "offer_import" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "structure_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "content" BYTEA,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "status" "import_status" NOT NULL DEFAULT 'uploaded',
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB,
    "error" TEXT,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "offer_import_pkey" PRIMARY KEY ("id")
);
-- A file is read by pieces: what is compressed would be read whole for each.
ALTER TABLE "offer_import" ALTER COLUMN "content" SET STORAGE EXTERNAL;
CREATE INDEX "offer_import_structure_id_created_at_idx" ON "offer_import"("structure_id", "created_at");
ALTER TABLE "offer_import" ADD CONSTRAINT "offer_import_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "offer_import" ADD CONSTRAINT "offer_import_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Funders had been given other numbers than those of LHÉO's dict-financeurs.
UPDATE "delivery" SET funders = (
    SELECT coalesce(jsonb_agg(funder || jsonb_build_object('code',
             CASE funder ->> 'code' WHEN '4' THEN '8' WHEN '10' THEN '4' WHEN '11' THEN '16' WHEN '14' THEN '7' WHEN '17' THEN '10' ELSE funder ->> 'code' END)
             ORDER BY place), '[]')
      FROM jsonb_array_elements(funders) WITH ORDINALITY AS each(funder, place))
 WHERE funders <> '[]';
