-- What the managers work with: control of an account, questions, merges, imports, nominations, messages.

-- Accounts and sessions ---------------------------------------------------------------------------
ALTER TABLE "account" ADD COLUMN "disabled_reason" TEXT, ADD COLUMN "merged_into" UUID;
ALTER TABLE "account"
  ADD CONSTRAINT "account_merged_into_fkey" FOREIGN KEY ("merged_into") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX account_merged ON "account" ("merged_into") WHERE merged_into IS NOT NULL;
ALTER TABLE "session" ADD COLUMN "controller_session_id" UUID;
ALTER TABLE "session"
  ADD CONSTRAINT "session_controller_session_id_fkey" FOREIGN KEY ("controller_session_id") REFERENCES "session"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  -- A reason is words. The session to come back to may be forgotten once it is over: the trace of the control stays.
  ADD CONSTRAINT session_control_says_why CHECK (controlled_by IS NULL OR btrim(control_reason) <> ''),
  ADD CONSTRAINT session_control_comes_back CHECK (controlled_by IS NOT NULL OR controller_session_id IS NULL),
  -- Thirty minutes, whatever writes the row.
  ADD CONSTRAINT session_control_is_short CHECK (controlled_by IS NULL OR expires_at <= created_at + interval '30 minutes');
CREATE INDEX session_controller ON "session" ("controller_session_id") WHERE controller_session_id IS NOT NULL;

-- One box finds people by name, address, job and telephone, in the order of their names.
CREATE INDEX account_by_name ON "account" (name_folded, id) WHERE erased_at IS NULL;
CREATE INDEX account_phone_trigrams ON "account" USING gin (phone gin_trgm_ops);

-- Structures --------------------------------------------------------------------------------------
ALTER TABLE "structure" ADD COLUMN "closed_at" TIMESTAMPTZ(3), ADD COLUMN "successor_id" UUID;
ALTER TABLE "structure"
  ADD CONSTRAINT "structure_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "structure"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT structure_not_own_successor CHECK (successor_id <> id);
CREATE INDEX structure_closed ON "structure" (name_folded, siret) WHERE state = 'closed';

-- What a merge moves goes on elsewhere: undoing it finds it again, wherever it went in between.
ALTER TABLE "affiliation" ADD COLUMN "continues_id" UUID;
ALTER TABLE "affiliation"
  ADD CONSTRAINT "affiliation_continues_id_fkey" FOREIGN KEY ("continues_id") REFERENCES "affiliation"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX affiliation_continues ON "affiliation" ("continues_id") WHERE continues_id IS NOT NULL;

CREATE TABLE "structure_merge" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kept_id" UUID NOT NULL,
    "absorbed_id" UUID NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "merged_by" UUID NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "was" JSONB NOT NULL,
    "moves" JSONB NOT NULL,

    CONSTRAINT "structure_merge_pkey" PRIMARY KEY ("id"),
    CONSTRAINT structure_merge_of_two CHECK (kept_id <> absorbed_id)
);
CREATE INDEX "structure_merge_kept_id_idx" ON "structure_merge"("kept_id");
CREATE INDEX "structure_merge_absorbed_id_idx" ON "structure_merge"("absorbed_id");
-- A structure is absorbed once at a time.
CREATE UNIQUE INDEX structure_merge_one ON "structure_merge" (absorbed_id) WHERE undone_at IS NULL;
ALTER TABLE "structure_merge"
  ADD CONSTRAINT "structure_merge_kept_id_fkey" FOREIGN KEY ("kept_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "structure_merge_absorbed_id_fkey" FOREIGN KEY ("absorbed_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "structure_merge_merged_by_fkey" FOREIGN KEY ("merged_by") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TYPE "import_status" AS ENUM ('uploaded', 'checking', 'checked', 'running', 'done', 'failed', 'cancelled');
CREATE TABLE "structure_import" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "file_name" TEXT NOT NULL,
    "content" BYTEA,
    "columns" JSONB NOT NULL,
    "status" "import_status" NOT NULL DEFAULT 'uploaded',
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "report" JSONB,
    "error" TEXT,
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "structure_import_pkey" PRIMARY KEY ("id")
);
-- Compressed already by nobody: kept out of line and uncompressed, it is read faster.
ALTER TABLE "structure_import" ALTER COLUMN "content" SET STORAGE EXTERNAL;
CREATE INDEX "structure_import_created_at_idx" ON "structure_import"("created_at");
ALTER TABLE "structure_import" ADD CONSTRAINT "structure_import_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Requests ----------------------------------------------------------------------------------------
CREATE TABLE "question" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "affiliation_id" UUID NOT NULL,
    "asked_by" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "question_pkey" PRIMARY KEY ("id"),
    CONSTRAINT question_answer_dated CHECK ((answer IS NULL) = (answered_at IS NULL))
);
CREATE INDEX "question_affiliation_id_idx" ON "question"("affiliation_id");
CREATE UNIQUE INDEX question_one_open ON "question" (affiliation_id) WHERE answered_at IS NULL;
ALTER TABLE "question"
  ADD CONSTRAINT "question_affiliation_id_fkey" FOREIGN KEY ("affiliation_id") REFERENCES "affiliation"("id") ON DELETE CASCADE ON UPDATE CASCADE,
  ADD CONSTRAINT "question_asked_by_fkey" FOREIGN KEY ("asked_by") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Managers ----------------------------------------------------------------------------------------
CREATE TABLE "manager_nomination" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "account_id" UUID NOT NULL,
    "proposed_by" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "request_status" NOT NULL DEFAULT 'pending',
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" UUID,

    CONSTRAINT "manager_nomination_pkey" PRIMARY KEY ("id"),
    -- Three people: whoever proposes, whoever confirms, and whoever becomes manager.
    CONSTRAINT manager_nomination_two_people CHECK (proposed_by <> account_id AND (status <> 'accepted' OR (decided_by <> proposed_by AND decided_by <> account_id)))
);
CREATE UNIQUE INDEX manager_nomination_one_pending ON "manager_nomination" (account_id) WHERE status = 'pending';
ALTER TABLE "manager_nomination"
  ADD CONSTRAINT "manager_nomination_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "manager_nomination_proposed_by_fkey" FOREIGN KEY ("proposed_by") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "manager_nomination_decided_by_fkey" FOREIGN KEY ("decided_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "contact_message" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "account_id" UUID,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" UUID,

    CONSTRAINT "contact_message_pkey" PRIMARY KEY ("id"),
    CONSTRAINT contact_email_normalised CHECK (email_is_normalised(email)),
    CONSTRAINT contact_answer_dated CHECK ((answered_by IS NULL) = (answered_at IS NULL))
);
CREATE INDEX "contact_message_account_id_idx" ON "contact_message"("account_id");
CREATE INDEX contact_message_waiting ON "contact_message" (created_at) WHERE answered_at IS NULL;
ALTER TABLE "contact_message"
  ADD CONSTRAINT "contact_message_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "contact_message_answered_by_fkey" FOREIGN KEY ("answered_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Messages, journal, news --------------------------------------------------------------------------
ALTER TABLE "message" ADD COLUMN "delivered_at" TIMESTAMPTZ(3), ADD COLUMN "refused_at" TIMESTAMPTZ(3);
CREATE INDEX "message_account_id_created_at_idx" ON "message"("account_id", "created_at");
CREATE INDEX message_to ON "message" (to_email text_pattern_ops, created_at);
CREATE INDEX "journal_actor_id_at_idx" ON "journal"("actor_id", "at");
CREATE INDEX journal_action ON "journal" (action, at);
ALTER TABLE "announcement" ALTER COLUMN "starts_at" DROP NOT NULL;
ALTER TABLE "announcement" ADD CONSTRAINT announcement_ends_after CHECK (ends_at IS NULL OR starts_at IS NULL OR ends_at >= starts_at);
