-- Sign-on: applications that trust the portal, what they are given, and how they hear that it ends (docs/sign-on.md).
CREATE TYPE "application_state" AS ENUM ('active', 'suspended');

CREATE TYPE "application_entry" AS ENUM ('account', 'member', 'profil');

CREATE TYPE "event_way" AS ENUM ('none', 'push', 'poll');

CREATE TYPE "signing_key_state" AS ENUM ('next', 'current', 'past');

CREATE TABLE "application" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" "application_state" NOT NULL DEFAULT 'active',
    "entry" "application_entry" NOT NULL DEFAULT 'member',
    "is_third_party" BOOLEAN NOT NULL DEFAULT false,
    "redirect_addresses" TEXT[],
    "end_addresses" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "logout_address" TEXT,
    "scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "profils" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "keys_address" TEXT,
    "keys" JSONB,
    "signs_with_es256" BOOLEAN NOT NULL DEFAULT false,
    "pushes_requests" BOOLEAN NOT NULL DEFAULT false,
    "refreshes" BOOLEAN NOT NULL DEFAULT false,
    "reads" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "event_way" "event_way" NOT NULL DEFAULT 'none',
    "event_address" TEXT,
    "event_token" TEXT,
    "event_failures" INTEGER NOT NULL DEFAULT 0,
    "event_retry_at" TIMESTAMPTZ(3),
    "sector" TEXT NOT NULL,
    "structures_asked_by" UUID,
    "structures_granted_by" UUID,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "application_secret" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "application_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "application_secret_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "application_person" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "application_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "affiliation_id" UUID,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "agreed_scopes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "application_person_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "oidc_row" (
    "model" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "uid" TEXT,
    "grant_id" TEXT,
    "account_id" UUID,
    "portal_sid" UUID,
    "expires_at" TIMESTAMPTZ(3),
    "consumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "oidc_row_pkey" PRIMARY KEY ("model","id")
);

CREATE TABLE "sign_on_grant" (
    "grant_id" TEXT NOT NULL,
    "application_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "affiliation_id" UUID,
    "portal_sid" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_on_grant_pkey" PRIMARY KEY ("grant_id")
);

CREATE TABLE "signing_key" (
    "kid" TEXT NOT NULL,
    "algorithm" TEXT NOT NULL,
    "state" "signing_key_state" NOT NULL,
    "sealed" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signing_key_pkey" PRIMARY KEY ("kid")
);

CREATE TABLE "event_delivery" (
    "id" BIGSERIAL NOT NULL,
    "application_id" UUID NOT NULL,
    "account_id" UUID,
    "jti" UUID NOT NULL DEFAULT gen_random_uuid(),
    "affiliation_id" UUID,
    "kind" TEXT NOT NULL,
    "sid" TEXT,
    "transaction" BIGINT,
    "journal_id" BIGINT,
    "happened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "payload" JSONB,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "answered_at" TIMESTAMPTZ(3),
    "dead_at" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "event_delivery_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "application_created_by_idx" ON "application"("created_by");

CREATE INDEX "application_structures_asked_by_idx" ON "application"("structures_asked_by");

CREATE INDEX "application_structures_granted_by_idx" ON "application"("structures_granted_by");

CREATE INDEX "application_secret_application_id_idx" ON "application_secret"("application_id");

CREATE INDEX "application_person_account_id_idx" ON "application_person"("account_id");

CREATE INDEX "application_person_affiliation_id_idx" ON "application_person"("affiliation_id");

CREATE INDEX "oidc_row_grant_id_idx" ON "oidc_row"("grant_id");

CREATE INDEX "oidc_row_portal_sid_idx" ON "oidc_row"("portal_sid");

CREATE INDEX "oidc_row_expires_at_idx" ON "oidc_row"("expires_at");

CREATE INDEX "sign_on_grant_application_id_idx" ON "sign_on_grant"("application_id");

CREATE INDEX "sign_on_grant_account_id_idx" ON "sign_on_grant"("account_id");

CREATE INDEX "sign_on_grant_affiliation_id_idx" ON "sign_on_grant"("affiliation_id");

CREATE INDEX "sign_on_grant_portal_sid_idx" ON "sign_on_grant"("portal_sid");

CREATE UNIQUE INDEX "event_delivery_jti_key" ON "event_delivery"("jti");

CREATE INDEX "event_delivery_application_id_id_idx" ON "event_delivery"("application_id", "id");

CREATE INDEX "event_delivery_account_id_idx" ON "event_delivery"("account_id");

CREATE INDEX "event_delivery_affiliation_id_idx" ON "event_delivery"("affiliation_id");

ALTER TABLE "application" ADD CONSTRAINT "application_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "application" ADD CONSTRAINT "application_structures_asked_by_fkey" FOREIGN KEY ("structures_asked_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "application" ADD CONSTRAINT "application_structures_granted_by_fkey" FOREIGN KEY ("structures_granted_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "application_secret" ADD CONSTRAINT "application_secret_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "application_person" ADD CONSTRAINT "application_person_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "application_person" ADD CONSTRAINT "application_person_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "application_person" ADD CONSTRAINT "application_person_affiliation_id_fkey" FOREIGN KEY ("affiliation_id") REFERENCES "affiliation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "sign_on_grant" ADD CONSTRAINT "sign_on_grant_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "sign_on_grant" ADD CONSTRAINT "sign_on_grant_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "sign_on_grant" ADD CONSTRAINT "sign_on_grant_affiliation_id_fkey" FOREIGN KEY ("affiliation_id") REFERENCES "affiliation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "event_delivery" ADD CONSTRAINT "event_delivery_application_id_fkey" FOREIGN KEY ("application_id") REFERENCES "application"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "event_delivery" ADD CONSTRAINT "event_delivery_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "event_delivery" ADD CONSTRAINT "event_delivery_affiliation_id_fkey" FOREIGN KEY ("affiliation_id") REFERENCES "affiliation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A person is received once by an application for a structure, and once without structure.
CREATE UNIQUE INDEX application_person_once ON application_person (application_id, account_id, affiliation_id) NULLS NOT DISTINCT;
-- What waits, in the order of each application; what one transaction says is said once.
CREATE INDEX event_delivery_waiting ON event_delivery (application_id, id) WHERE answered_at IS NULL AND dead_at IS NULL;
CREATE UNIQUE INDEX event_delivery_once ON event_delivery (application_id, account_id, affiliation_id, kind, sid, transaction) NULLS NOT DISTINCT
  WHERE transaction IS NOT NULL;
CREATE UNIQUE INDEX oidc_session_uid ON oidc_row (uid) WHERE model = 'Session';
-- One key of each algorithm signs.
CREATE UNIQUE INDEX signing_key_current ON signing_key (algorithm) WHERE state = 'current';

ALTER TABLE application
  ADD CONSTRAINT application_words CHECK (length(name) BETWEEN 1 AND 80 AND length(purpose) BETWEEN 1 AND 300),
  ADD CONSTRAINT application_keys CHECK (keys IS NULL OR keys_address IS NULL),
  ADD CONSTRAINT application_event_address CHECK (event_way <> 'push' OR event_address IS NOT NULL),
  ADD CONSTRAINT application_two_managers CHECK (structures_granted_by IS NULL OR structures_granted_by <> structures_asked_by),
  ADD CONSTRAINT application_scopes CHECK (scopes <@ ARRAY['profile', 'email', 'phone', 'structure', 'structures']);

-- No more than two secrets: a third would be one that nobody remembers.
CREATE FUNCTION two_secrets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM application WHERE id = NEW.application_id FOR UPDATE;
  IF (SELECT count(*) FROM application_secret WHERE application_id = NEW.application_id) > 2 THEN
    RAISE EXCEPTION 'an application has two secrets at most' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER application_two_secrets AFTER INSERT ON application_secret FOR EACH ROW EXECUTE FUNCTION two_secrets();

-- What changes for people is told by triggers, where it happens: no gesture, import or merge can forget it (docs/decisions/0060).

-- Tells each application that has received this person: all of them, or those that read this affiliation.
CREATE FUNCTION tell_applications(person uuid, read_affiliation uuid, what text) RETURNS void LANGUAGE sql AS $$
  INSERT INTO event_delivery (application_id, account_id, affiliation_id, kind, transaction)
  SELECT DISTINCT p.application_id, p.account_id, read_affiliation, what, pg_current_xact_id()::text::bigint
    FROM application_person p JOIN application a ON a.id = p.application_id
   WHERE p.account_id = person AND a.event_way <> 'none' AND a.state = 'active'
     AND (read_affiliation IS NULL OR p.affiliation_id = read_affiliation
          OR ('structures' = ANY (a.scopes) AND a.structures_granted_by IS NOT NULL))
     AND (p.withdrawn_at IS NULL OR what = 'account-purged')
  ON CONFLICT DO NOTHING
$$;

-- What rests on these entries ends: the entries themselves, and every code and token that came from them.
CREATE FUNCTION end_grants(ended text[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM oidc_row WHERE grant_id = ANY (ended) OR (model = 'Grant' AND id = ANY (ended));
  DELETE FROM sign_on_grant WHERE grant_id = ANY (ended);
$$;

-- A session of the portal ends, however it ends: each application entered in it is told, and what it holds opens nothing any more.
CREATE FUNCTION end_sign_ons(ended uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event_delivery (application_id, account_id, kind, sid, transaction)
  SELECT DISTINCT g.application_id, g.account_id, way.kind, s.payload -> 'authorizations' -> g.application_id::text ->> 'sid',
         pg_current_xact_id()::text::bigint
    FROM sign_on_grant g
    JOIN application a ON a.id = g.application_id AND a.state = 'active'
    JOIN oidc_row s ON s.model = 'Session' AND s.portal_sid = ended
    CROSS JOIN (VALUES ('logout'), ('session-revoked')) AS way (kind)
   WHERE g.portal_sid = ended AND s.payload -> 'authorizations' -> g.application_id::text ->> 'sid' IS NOT NULL
     AND CASE way.kind WHEN 'logout' THEN a.logout_address IS NOT NULL ELSE a.event_way <> 'none' END
  ON CONFLICT DO NOTHING;
  PERFORM end_grants(ARRAY(SELECT grant_id FROM sign_on_grant WHERE portal_sid = ended));
  DELETE FROM oidc_row WHERE portal_sid = ended;
END $$;

CREATE FUNCTION session_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM end_sign_ons(OLD.id);
  RETURN NULL;
END $$;
CREATE TRIGGER session_revoked AFTER UPDATE OF revoked_at ON session FOR EACH ROW
  WHEN (OLD.revoked_at IS NULL AND NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION session_ends();
CREATE TRIGGER session_deleted AFTER DELETE ON session FOR EACH ROW EXECUTE FUNCTION session_ends();

CREATE FUNCTION affiliation_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.status = 'active' AND NEW.status <> 'active' THEN
    PERFORM end_grants(ARRAY(SELECT grant_id FROM sign_on_grant WHERE affiliation_id = NEW.id));
  END IF;
  PERFORM tell_applications(NEW.account_id, NEW.id, 'claims');
  RETURN NULL;
END $$;
CREATE TRIGGER affiliation_tells AFTER UPDATE ON affiliation FOR EACH ROW
  WHEN ((OLD.status, OLD.is_referent, OLD.rafael_profil, OLD.is_employeur, OLD.is_prestataire)
        IS DISTINCT FROM (NEW.status, NEW.is_referent, NEW.rafael_profil, NEW.is_employeur, NEW.is_prestataire)
        AND (OLD.status = 'active' OR NEW.status = 'active'))
  EXECUTE FUNCTION affiliation_told();
CREATE TRIGGER affiliation_tells_anew AFTER INSERT ON affiliation FOR EACH ROW WHEN (NEW.status = 'active') EXECUTE FUNCTION affiliation_told();

CREATE FUNCTION account_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL) OR (NEW.merged_into IS NOT NULL AND OLD.merged_into IS NULL) THEN
    PERFORM tell_applications(NEW.id, NULL, 'account-purged');
    PERFORM end_grants(ARRAY(SELECT grant_id FROM sign_on_grant WHERE account_id = NEW.id));
    DELETE FROM oidc_row WHERE account_id = NEW.id;
    DELETE FROM application_person WHERE account_id = NEW.id;
  ELSIF NEW.disabled_at IS NOT NULL AND OLD.disabled_at IS NULL THEN
    PERFORM tell_applications(NEW.id, NULL, 'account-disabled');
    PERFORM end_grants(ARRAY(SELECT grant_id FROM sign_on_grant WHERE account_id = NEW.id));
  ELSIF NEW.disabled_at IS NULL AND OLD.disabled_at IS NOT NULL THEN
    PERFORM tell_applications(NEW.id, NULL, 'account-enabled');
  ELSE
    PERFORM tell_applications(NEW.id, NULL, 'claims');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER account_tells AFTER UPDATE ON account FOR EACH ROW
  WHEN ((OLD.email, OLD.first_name, OLD.last_name, OLD.phone, OLD.disabled_at, OLD.erased_at, OLD.merged_into)
        IS DISTINCT FROM (NEW.email, NEW.first_name, NEW.last_name, NEW.phone, NEW.disabled_at, NEW.erased_at, NEW.merged_into))
  EXECUTE FUNCTION account_told();

CREATE FUNCTION tell_of_structure(changed uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM application_person) THEN
    PERFORM tell_applications(account_id, id, 'claims') FROM affiliation WHERE structure_id = changed AND status = 'active';
  END IF;
END $$;

CREATE FUNCTION structure_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_of_structure(NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER structure_tells AFTER UPDATE ON structure FOR EACH ROW
  WHEN ((OLD.siret, OLD.raison_sociale, OLD.sigle, OLD.types, OLD.state)
        IS DISTINCT FROM (NEW.siret, NEW.raison_sociale, NEW.sigle, NEW.types, NEW.state))
  EXECUTE FUNCTION structure_told();

CREATE FUNCTION membership_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_of_structure(coalesce(NEW.structure_id, OLD.structure_id));
  RETURN NULL;
END $$;
CREATE TRIGGER membership_tells AFTER INSERT OR UPDATE OF status OR DELETE ON membership FOR EACH ROW EXECUTE FUNCTION membership_told();

-- The row of the journal that a change has beside it, written before or after it in the same transaction.
CREATE FUNCTION remember_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('portail.journal', NEW.id::text, true);
  RETURN NULL;
END $$;
CREATE TRIGGER journal_remembered AFTER INSERT ON journal FOR EACH ROW EXECUTE FUNCTION remember_journal();
CREATE FUNCTION name_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE event_delivery SET journal_id = nullif(current_setting('portail.journal', true), '')::bigint WHERE id = NEW.id;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER event_journal AFTER INSERT ON event_delivery DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION name_journal();

-- Whoever sends events, and whoever signs, is woken at the commit.
CREATE FUNCTION wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify(TG_ARGV[0], '');
  RETURN NULL;
END $$;
CREATE TRIGGER event_wakes AFTER INSERT ON event_delivery FOR EACH ROW EXECUTE FUNCTION wake('sign_on_events');
CREATE TRIGGER application_wakes AFTER INSERT OR UPDATE OR DELETE ON application FOR EACH ROW EXECUTE FUNCTION wake('sign_on_applications');
CREATE TRIGGER secret_wakes AFTER INSERT OR UPDATE OR DELETE ON application_secret FOR EACH ROW EXECUTE FUNCTION wake('sign_on_applications');
CREATE TRIGGER key_wakes AFTER INSERT OR UPDATE OR DELETE ON signing_key FOR EACH ROW EXECUTE FUNCTION wake('sign_on_keys');
