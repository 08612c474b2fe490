-- What accounts, sessions and passwords need to be trusted.

ALTER TABLE "account"
  ADD COLUMN "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN "warned_at" TIMESTAMPTZ(3);
ALTER TABLE "session" ADD COLUMN "second_factor_at" TIMESTAMPTZ(3);

CREATE TABLE "totp" (
    "account_id" UUID NOT NULL,
    "secret" TEXT NOT NULL,
    "last_step" INTEGER,
    "confirmed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "totp_pkey" PRIMARY KEY ("account_id")
);
CREATE TABLE "recovery_code" (
    "hash" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("hash")
);
CREATE TABLE "passkey" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "account_id" UUID NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[],
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkey_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "spent_challenge" (
    "hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "spent_challenge_pkey" PRIMARY KEY ("hash")
);
-- UNLOGGED: counting an attempt must cost little, and losing the counts in a crash loses nothing that matters.
CREATE UNLOGGED TABLE "throttle" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "throttle_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "recovery_code_account_id_idx" ON "recovery_code"("account_id");
CREATE UNIQUE INDEX "passkey_credential_id_key" ON "passkey"("credential_id");
CREATE INDEX "passkey_account_id_idx" ON "passkey"("account_id");
CREATE INDEX "spent_challenge_expires_at_idx" ON "spent_challenge"("expires_at");
CREATE INDEX "throttle_expire_idx" ON "throttle"("expire");
CREATE INDEX "account_last_used" ON "account" ("last_used_at") WHERE erased_at IS NULL;

ALTER TABLE "totp" ADD CONSTRAINT "totp_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Telephone numbers are kept in their international form (E.164) from now on; what does not read as French stays as typed.
UPDATE "account" SET phone = '+33' || substr(regexp_replace(phone, '[^0-9]', '', 'g'), 2)
 WHERE regexp_replace(phone, '[ .()-]', '', 'g') ~ '^0[1-9][0-9]{8}$';
UPDATE "signup" SET phone = '+33' || substr(regexp_replace(phone, '[^0-9]', '', 'g'), 2)
 WHERE regexp_replace(phone, '[ .()-]', '', 'g') ~ '^0[1-9][0-9]{8}$';

-- The application's role may not delete from the journal, except what its twelve months are over for. The function runs
-- as its owner, looks for nothing where that role may put something else, and lets nobody choose a later date.
CREATE FUNCTION journal_forget(before timestamptz) RETURNS bigint LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE forgotten bigint;
BEGIN
  DELETE FROM public.journal WHERE at < LEAST(before, now() - interval '12 months');
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END $$;
REVOKE ALL ON FUNCTION journal_forget(timestamptz) FROM PUBLIC;
