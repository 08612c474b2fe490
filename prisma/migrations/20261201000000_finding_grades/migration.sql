-- Finding two frequent words among ten million structures (../../../docs/search.md).

-- Thirteen chunks rather than nine: each holds about three times as many active head offices as the one before, where it was ten times. A chunk is
-- read whole: with smaller steps, less is read beyond what was wanted, and the first is small enough for a word that one in ten has.
-- Built by one process, as lightIndexes of lib/desk/register/operations.ts says why.
SET max_parallel_maintenance_workers = 0;
DROP INDEX structure_lexemes;
CREATE OR REPLACE FUNCTION structure_lexemes(siret text, raison_sociale text, sigle text, enseigne text, address text, city text, postcode text,
                                  types structure_type[], state structure_state, is_head_office boolean, staff int) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
  lot int := substr(siret, 6, 4);
  grade int := CASE
    WHEN cardinality(types) > 0 OR staff >= 250 OR lot < 10 THEN 0
    WHEN staff >= 100 OR lot < 32 THEN 1
    WHEN staff >= 50 OR lot < 100 THEN 2
    WHEN staff >= 20 OR lot < 316 THEN 3
    WHEN staff >= 10 OR lot < 1000 THEN 4
    WHEN staff >= 6 OR lot < 3162 THEN 5
    ELSE 6 END;
  -- Those that are no active head office are asked last: three grades are enough.
  chunk text := chr(65 + CASE WHEN state = 'closed' THEN 10 + greatest(grade - 1, 0) / 2 WHEN is_head_office THEN grade ELSE 7 + greatest(grade - 1, 0) / 2 END);
  name text := public.fold(raison_sociale);
  short text := public.fold(sigle);
  joined text := replace(short, ' ', '');
  shop text := public.fold(enseigne);
  code text := public.departement_of(postcode);
  place text := concat_ws(' ', public.fold(city), postcode, lower(code));
  made text[] := ARRAY['#' || public.name_mark(name) || chunk, '%' || chunk || public.initials_of(name),
                       '^' || nullif(split_part(public.name_key(name), ' ', 1), '') || chunk, '@' || public.region_of(code) || chunk];
  word text;
BEGIN
  IF joined <> '' THEN made := made || ('#' || public.name_mark(joined) || chunk); END IF;
  IF shop <> name THEN
    made := made || ARRAY['#' || public.name_mark(shop) || chunk, '%' || chunk || public.initials_of(shop),
                          '^' || nullif(split_part(public.name_key(shop), ' ', 1), '') || chunk];
  END IF;
  FOREACH word IN ARRAY string_to_array(
      concat_ws(' ', name, short, joined, shop, public.initials_joined(name), public.initials_joined(shop), place), ' ') LOOP
    CONTINUE WHEN word = '';
    made := made || ('=' || word || chunk);
    FOR size IN 2 .. least(length(word) - 1, 8) LOOP
      made := made || ('.' || left(word, size) || chunk);
    END LOOP;
  END LOOP;
  FOREACH word IN ARRAY string_to_array(place, ' ') LOOP
    made := made || ('@' || word || chunk);
  END LOOP;
  IF address IS NOT NULL THEN
    -- Without the articles, and without what every street is called (streetKinds of lib/search/questions/rules.ts).
    FOREACH word IN ARRAY string_to_array(regexp_replace(public.fold(address),
        '\m(a|au|aux|d|de|des|du|en|et|l|la|le|les|sur|rue|avenue|av|boulevard|bd|bld|place|pl|chemin|che|route|rte|allee|allees|all|impasse|imp|quai|cours|square|zone|za|zi|zac|bp|cs|cedex)\M', '', 'g'), ' ') LOOP
      IF word <> '' THEN made := made || ('$' || word || chunk); END IF;
    END LOOP;
  END IF;
  RETURN array_to_tsvector(array_remove(made, NULL));
END
$$;
CREATE INDEX structure_lexemes ON "structure"
  USING gin (structure_lexemes(siret, raison_sociale, sigle, enseigne, address, city, postcode, types, state, is_head_office, staff))
  WITH (fastupdate = off);

-- What answers to a text: the broad questions and, when they have too many answers, whole names, then other narrower questions. Those at home are only
-- needed where so many have the whole name that the nearest might not be among those read.
-- The functions of the same names with three arguments stay for the version before, which serves beside this one during an upgrade; a later migration
-- drops them.
DO $do$
DECLARE
  corpus record;
BEGIN
  FOR corpus IN SELECT * FROM (VALUES ('structures', 'structure'), ('courses', 'offer_entry')) AS corpora (named, held) LOOP
    EXECUTE format($f$
      CREATE FUNCTION %1$s_answering(broad text[], whole text[], home text[], narrower text[], most int) RETURNS SETOF "%2$s"
        LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 50
        SET plan_cache_mode = force_generic_plan
      AS $$
      DECLARE
        count int;
      BEGIN
        RETURN QUERY SELECT * FROM public.%1$s_having(broad, most);
        GET DIAGNOSTICS count = ROW_COUNT;
        IF count < most THEN RETURN; END IF;
        RETURN QUERY SELECT * FROM public.%1$s_having(whole, most);
        GET DIAGNOSTICS count = ROW_COUNT;
        IF count = most THEN
          RETURN QUERY SELECT * FROM public.%1$s_having(home, most);
        ELSE
          RETURN QUERY SELECT * FROM public.%1$s_having(narrower, most - count);
        END IF;
      END
      $$ $f$, corpus.named, corpus.held);
  END LOOP;
END
$do$;
