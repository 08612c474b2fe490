-- A name in Hebrew, Arabic or Greek letters is a name: it is found, and has its place in a list. `fold` keeps Latin letters alone, which is
-- what the search of structures needs.
CREATE FUNCTION fold_name(value text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
  RETURN btrim(regexp_replace(
    lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFKC)) COLLATE "und-x-icu"),
    '[^[:alnum:]]+', ' ', 'g'));
END
$$;

-- Marks that nobody sees are removed as a name is typed; those of names typed before are taken away once.
UPDATE "account" SET
  first_name = btrim(regexp_replace(first_name, '[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]', '', 'g')),
  last_name = btrim(regexp_replace(last_name, '[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]', '', 'g'))
 WHERE first_name || last_name ~ '[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]';

DROP TRIGGER account_person_order ON "account";
ALTER TABLE "account" DROP COLUMN name_folded, DROP COLUMN people_text;
ALTER TABLE "account"
  ADD COLUMN name_folded text GENERATED ALWAYS AS (fold_name(last_name || ' ' || first_name)) STORED,
  ADD COLUMN people_text text GENERATED ALWAYS AS
    (fold_name(last_name || ' ' || first_name || ' ' || email || ' ' || coalesce(job_title, ''))) STORED;
UPDATE "affiliation" f SET person_order = a.name_folded FROM "account" a WHERE a.id = f.account_id AND f.person_order <> a.name_folded;
CREATE TRIGGER account_person_order AFTER UPDATE OF first_name, last_name ON "account"
  FOR EACH ROW WHEN (NEW.name_folded IS DISTINCT FROM OLD.name_folded) EXECUTE FUNCTION account_person_order();
CREATE INDEX account_people_trigrams ON "account" USING gin (people_text gin_trgm_ops);
CREATE INDEX account_by_name ON "account" (name_folded, id) WHERE erased_at IS NULL;
