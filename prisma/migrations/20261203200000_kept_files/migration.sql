-- "Mes fichiers": a long export that someone may leave, and come back to for two days.
CREATE TYPE "kept_file_state" AS ENUM ('making', 'ready', 'failed');

CREATE TABLE "kept_file" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "account_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "rights" TEXT[] NOT NULL,
    "state" "kept_file_state" NOT NULL DEFAULT 'making',
    "size" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_file_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "kept_file_account_id_idx" ON "kept_file"("account_id");
CREATE INDEX "kept_file_expires_at_idx" ON "kept_file"("expires_at");

CREATE TABLE "kept_file_piece" (
    "file_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "kept_file_piece_pkey" PRIMARY KEY ("file_id","position")
);
ALTER TABLE "kept_file" ADD CONSTRAINT "kept_file_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "kept_file_piece" ADD CONSTRAINT "kept_file_piece_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "kept_file"("id") ON DELETE CASCADE ON UPDATE CASCADE;
