-- Whom to ask about one session, when it is not whom to ask about its course (../../../docs/rafael.md).
ALTER TABLE "training_session"
  ADD COLUMN "contact_name" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "contact_email" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "contact_phone" TEXT NOT NULL DEFAULT '';
