-- A message that nothing more is tried for, unless a manager asks.
ALTER TYPE "message_status" ADD VALUE 'abandoned';
-- When it was handed to the provider without any answer yet.
ALTER TABLE "message" ADD COLUMN "attempted_at" TIMESTAMPTZ(3);
