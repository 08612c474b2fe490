-- Where the person was, and for which structure they write: words they may change before sending.
ALTER TABLE "contact_message" ADD COLUMN "page" TEXT NOT NULL DEFAULT '', ADD COLUMN "structure" TEXT NOT NULL DEFAULT '';
