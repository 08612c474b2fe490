-- How often someone of a training body is told of what it receives; what they were told of is remembered beside the reminders.
ALTER TYPE "preregistration_notice_kind" ADD VALUE 'received';
ALTER TABLE "affiliation"
  ADD COLUMN "received_pace" "notice_pace" NOT NULL DEFAULT 'each',
  ADD CONSTRAINT affiliation_received_pace CHECK (received_pace <> 'none');
