-- What must hold whoever writes (../../../docs/decisions/0006-invariants-in-the-database.md).

CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

-- Structures ------------------------------------------------------------------------------------

-- Luhn, except La Poste (SIREN 356000000): sum of digits multiple of 5, its head office being Luhn-valid.
CREATE FUNCTION siret_is_valid(siret text) RETURNS boolean
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  SET search_path = pg_catalog
AS $$
  SELECT siret ~ '^[0-9]{14}$' AND CASE
    WHEN left(siret, 9) = '356000000' AND siret <> '35600000000048'
      THEN (SELECT sum(substr(siret, i, 1)::int) FROM generate_series(1, 14) i) % 5 = 0
    ELSE (SELECT sum(CASE WHEN i % 2 = 0 THEN d WHEN d > 4 THEN 2 * d - 9 ELSE 2 * d END)
            FROM (SELECT i, substr(siret, i, 1)::int AS d FROM generate_series(1, 14) i) digits) % 10 = 0
  END
$$;

ALTER TABLE "structure"
  ADD CONSTRAINT structure_siret_valid CHECK (siret_is_valid(siret)),
  ADD CONSTRAINT structure_raison_sociale_present CHECK (btrim(raison_sociale) <> ''),
  ADD CONSTRAINT structure_postcode_shape CHECK (postcode ~ '^[0-9]{5}$'),
  ALTER COLUMN types SET NOT NULL,
  ALTER COLUMN types SET DEFAULT '{}';

ALTER TABLE "listing_request"
  ADD CONSTRAINT listing_request_siret_valid CHECK (siret_is_valid(siret)),
  ADD CONSTRAINT listing_request_refused_says_why CHECK (status <> 'refused' OR reason IS NOT NULL),
  ALTER COLUMN types SET NOT NULL,
  ALTER COLUMN types SET DEFAULT '{}';
CREATE UNIQUE INDEX listing_request_one_pending ON "listing_request" (siret) WHERE status = 'pending';

-- Département from the postcode: 2A/2B for Corsica (200 and 201 south, 202 and 206 north), three digits overseas.
CREATE FUNCTION departement_of(postcode text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  SET search_path = pg_catalog
AS $$
  SELECT CASE
    WHEN postcode LIKE '97%' OR postcode LIKE '98%' THEN left(postcode, 3)
    WHEN postcode LIKE '200%' OR postcode LIKE '201%' THEN '2A'
    WHEN postcode LIKE '20%' THEN '2B'
    ELSE left(postcode, 2)
  END
$$;

-- Text as people type it: no accent, case, hyphen, apostrophe or dot, single spaces.
CREATE FUNCTION fold(value text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  SET search_path = public, pg_catalog
AS $$
  SELECT btrim(regexp_replace(
    lower(unaccent('public.unaccent'::regdictionary, normalize(value, NFKC))), '[^a-z0-9]+', ' ', 'g'))
$$;

-- Everything a structure may be found by. A sigle such as C.C.I. also counts without its dots.
CREATE FUNCTION structure_text(raison_sociale text, sigle text, enseigne text, city text, postcode text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = public, pg_catalog
AS $$
  SELECT fold(concat_ws(' ', raison_sociale, sigle, replace(fold(sigle), ' ', ''), enseigne, city, postcode))
$$;

ALTER TABLE "structure" DROP COLUMN departement;
ALTER TABLE "structure"
  ADD COLUMN departement text GENERATED ALWAYS AS (departement_of(postcode)) STORED,
  ADD COLUMN name_folded text GENERATED ALWAYS AS (fold(raison_sociale)) STORED,
  ADD COLUMN sigle_folded text GENERATED ALWAYS AS (replace(fold(sigle), ' ', '')) STORED,
  ADD COLUMN text_folded text GENERATED ALWAYS AS (structure_text(raison_sociale, sigle, enseigne, city, postcode)) STORED,
  ADD COLUMN words tsvector GENERATED ALWAYS AS
    (array_to_tsvector(array_remove(string_to_array(structure_text(raison_sociale, sigle, enseigne, city, postcode), ' '), ''))) STORED;
CREATE INDEX structure_words ON "structure" USING gin (words);
CREATE INDEX structure_text_trigrams ON "structure" USING gin (text_folded gin_trgm_ops);
CREATE INDEX structure_siret_prefix ON "structure" (siret bpchar_pattern_ops);

-- Accounts --------------------------------------------------------------------------------------

-- The normalised form is the only form stored: lower case, visible ASCII, one @, no comma.
CREATE FUNCTION email_is_normalised(email text) RETURNS boolean
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  SET search_path = pg_catalog
AS $$
  SELECT email = lower(email) AND length(email) <= 254 AND email ~ '^[!-+\--?A-~]+@[a-z0-9.-]+$'
$$;
ALTER TABLE "account" ADD CONSTRAINT account_email_normalised CHECK (email_is_normalised(email));
ALTER TABLE "signup" ADD CONSTRAINT signup_email_normalised CHECK (email_is_normalised(email));
ALTER TABLE "signup" ADD CONSTRAINT signup_names_a_structure CHECK ((structure_id IS NULL) <> (listing IS NULL));
ALTER TABLE "session"
  ADD CONSTRAINT session_control_has_reason CHECK ((controlled_by IS NULL) = (control_reason IS NULL)),
  ADD CONSTRAINT session_control_not_own CHECK (controlled_by <> account_id);

-- Affiliations ----------------------------------------------------------------------------------

CREATE UNIQUE INDEX affiliation_one_open ON "affiliation" (account_id, structure_id) WHERE status IN ('pending', 'active');
ALTER TABLE "affiliation"
  ADD CONSTRAINT affiliation_rights_only_when_active CHECK (
    status = 'active' OR (rafael_profil IS NULL AND NOT is_referent AND NOT is_employeur AND NOT is_prestataire)),
  ADD CONSTRAINT affiliation_refused_says_why CHECK (status <> 'refused' OR btrim(coalesce(reason, '')) <> ''),
  ADD CONSTRAINT affiliation_decision_dated CHECK (
    (status IN ('active', 'refused') AND decided_at IS NOT NULL) OR status NOT IN ('active', 'refused')),
  ADD CONSTRAINT affiliation_end_dated CHECK ((status IN ('cancelled', 'expired', 'ended')) = (ended_at IS NOT NULL)),
  ADD CONSTRAINT affiliation_not_own_decision CHECK (decided_by <> account_id);
CREATE INDEX affiliation_waiting ON "affiliation" (requested_at) WHERE status = 'pending';
CREATE INDEX affiliation_referents ON "affiliation" (structure_id) WHERE is_referent;

-- A closed affiliation is history: it never becomes open again, and never changes hands.
CREATE FUNCTION affiliation_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.account_id <> OLD.account_id OR NEW.structure_id <> OLD.structure_id THEN
    RAISE EXCEPTION 'an affiliation never changes hands' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status <> OLD.status AND NOT (
    (OLD.status = 'pending' AND NEW.status IN ('active', 'refused', 'cancelled', 'expired')) OR
    (OLD.status = 'active' AND NEW.status = 'ended')) THEN
    RAISE EXCEPTION 'no way from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER affiliation_transition BEFORE UPDATE ON "affiliation" FOR EACH ROW EXECUTE FUNCTION affiliation_transition();

CREATE FUNCTION profils_fit(profil rafael_profil, is_prestataire boolean, types structure_type[]) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
  SELECT (NOT is_prestataire OR 'formateur' = ANY (types)) AND CASE
    WHEN profil IS NULL THEN true
    WHEN profil IN ('prescripteur_1', 'prescripteur_2', 'prescripteur_3') THEN 'prescripteur' = ANY (types)
    ELSE 'formateur' = ANY (types)
  END
$$;

-- FOR SHARE: a structure may not lose its type while a profil that needs it is being granted.
CREATE FUNCTION affiliation_profils_fit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE structure_types structure_type[];
BEGIN
  IF NEW.rafael_profil IS NOT NULL OR NEW.is_prestataire THEN
    SELECT types INTO structure_types FROM "structure" WHERE id = NEW.structure_id FOR SHARE;
    IF NOT profils_fit(NEW.rafael_profil, NEW.is_prestataire, structure_types) THEN
      RAISE EXCEPTION 'profil not open to this structure' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER affiliation_profils_fit BEFORE INSERT OR UPDATE ON "affiliation"
  FOR EACH ROW EXECUTE FUNCTION affiliation_profils_fit();

CREATE FUNCTION structure_types_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "affiliation" a
              WHERE a.structure_id = NEW.id AND NOT profils_fit(a.rafael_profil, a.is_prestataire, NEW.types)) THEN
    RAISE EXCEPTION 'withdraw first the profils that need this type' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER structure_types_held BEFORE UPDATE OF types ON "structure"
  FOR EACH ROW WHEN (NEW.types IS DISTINCT FROM OLD.types) EXECUTE FUNCTION structure_types_held();

-- Journal ---------------------------------------------------------------------------------------
-- The application's role receives INSERT and SELECT only (scripts/migrate.ts), the trigger tells anyone
-- else who tries that a row here is for good. Retention deletes as the owner with the trigger disabled.
CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER journal_is_append_only BEFORE UPDATE ON "journal"
  FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
