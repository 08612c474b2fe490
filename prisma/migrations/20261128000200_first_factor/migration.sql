-- A manager sets up their first factor once they have shown, in the same session, that the mailbox is theirs too.
ALTER TYPE "token_kind" ADD VALUE 'first_factor';
ALTER TABLE "session" ADD COLUMN "mailbox_at" TIMESTAMPTZ(3);
