-- The adhesion: a price table, the papers of the year, and who was told of it (docs/parcourspro.md).
CREATE TYPE "campaign_file_kind" AS ENUM ('charter', 'form', 'flyer');

CREATE TYPE "membership_notice_kind" AS ENUM ('opening', 'ends_soon', 'reminder', 'reminder_again');

ALTER TABLE "campaign" ADD COLUMN     "fees" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "tells_all" BOOLEAN NOT NULL DEFAULT true;

ALTER TABLE "membership" ADD COLUMN     "fee_label" TEXT NOT NULL DEFAULT '';

UPDATE "campaign" SET fees = jsonb_build_array(jsonb_build_object('label', 'Cotisation', 'amount', fee));

ALTER TABLE "campaign" DROP COLUMN "fee";

CREATE TABLE "campaign_file" (
    "year" INTEGER NOT NULL,
    "kind" "campaign_file_kind" NOT NULL,
    "file_name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "uploaded_by" UUID,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_file_pkey" PRIMARY KEY ("year","kind")
);

CREATE TABLE "membership_notice" (
    "structure_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" "membership_notice_kind" NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "membership_notice_pkey" PRIMARY KEY ("structure_id","account_id","year","kind")
);

CREATE INDEX "membership_notice_account_id_idx" ON "membership_notice"("account_id");

ALTER TABLE "campaign_file" ADD CONSTRAINT "campaign_file_year_fkey" FOREIGN KEY ("year") REFERENCES "campaign"("year") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "campaign_file" ADD CONSTRAINT "campaign_file_uploaded_by_fkey" FOREIGN KEY ("uploaded_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "membership_notice" ADD CONSTRAINT "membership_notice_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "membership_notice" ADD CONSTRAINT "membership_notice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "campaign_file"
  ADD CONSTRAINT campaign_file_type CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
  ADD CONSTRAINT campaign_file_size CHECK (octet_length(content) BETWEEN 1 AND 5000000),
  ADD CONSTRAINT campaign_file_name CHECK (length(file_name) <= 200);
ALTER TABLE "membership" ADD CONSTRAINT membership_fee_label CHECK (length(fee_label) <= 120);
