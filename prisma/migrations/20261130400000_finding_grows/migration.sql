-- Finding among ten times as many structures (../../../docs/search.md).

-- What the national register says of a company: its legal form, by the code of INSEE, and at least how many people work there. The register
-- is read anew for both at its next refresh.
ALTER TABLE "structure" ADD COLUMN legal_form CHAR(4), ADD COLUMN staff INTEGER;
ALTER TABLE "register_unit" ADD COLUMN legal_form TEXT, ADD COLUMN staff INTEGER;
ALTER TABLE "register_establishment" ADD COLUMN staff INTEGER;

-- The same results, without a regular expression: that was a third of the time that the lexemes of a structure take.
CREATE OR REPLACE FUNCTION needed_words(folded text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  needed text := '';
  word text;
BEGIN
  FOREACH word IN ARRAY string_to_array(folded, ' ') LOOP
    IF word <> ALL ('{a,au,aux,d,de,des,du,en,et,l,la,le,les,ou,par,pour,sur,un,une,sa,sas,sasu,sarl,eurl,earl,sci,scea,scop,scic,scp,snc,selarl,gaec,gie,gip,ei,eirl,societe,ste}'::text[]) THEN
      needed := needed || ' ' || word;
    END IF;
  END LOOP;
  RETURN needed;
END
$$;
CREATE OR REPLACE FUNCTION initials_of(folded text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  initials text := '';
  word text;
BEGIN
  FOREACH word IN ARRAY string_to_array(ltrim(public.needed_words(folded)), ' ') LOOP
    IF word >= 'a' COLLATE "C" THEN initials := initials || left(word, 1); END IF;
  END LOOP;
  RETURN CASE WHEN length(initials) > 2 THEN left(initials, 8) END;
END
$$;

-- The same lexemes in another order: what is meant, the word, then the chunk. A word stands once in each chunk, nine neighbours in the index: a
-- question reads one page for each word, where it read nine. Initials are asked for by their beginning, so that the chunk comes before.
-- Where people work counts for the chunk: the best parts hold the larger establishments, and stay small (one in five hundred has a hundred people,
-- one in thirty ten).
-- Built by one process, as lightIndexes of lib/desk/register/operations.ts says why.
SET max_parallel_maintenance_workers = 0;
DROP INDEX structure_lexemes;
DROP FUNCTION structures_answering(text[], text[], int);
DROP FUNCTION communes_named(text[]);
DROP FUNCTION structure_lexemes(text, text, text, text, text, text, text, structure_type[], structure_state, boolean);
CREATE FUNCTION structure_lexemes(siret text, raison_sociale text, sigle text, enseigne text, address text, city text, postcode text,
                                  types structure_type[], state structure_state, is_head_office boolean, staff int) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
  lot int := substr(siret, 6, 4);
  chunk text := chr(65 + CASE WHEN state = 'closed' THEN 6 WHEN is_head_office THEN 0 ELSE 3 END
                       + CASE WHEN cardinality(types) > 0 OR staff >= 100 OR lot < 100 THEN 0 WHEN staff >= 10 OR lot < 1000 THEN 1 ELSE 2 END);
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
  -- What is written goes to its place at once. A hundred changes that waited unsorted made each search three times as long; a change takes a tenth of
  -- a millisecond more.
  WITH (fastupdate = off);
ALTER INDEX search_word_remnants SET (fastupdate = off);

-- The same numbers, four times faster: they are computed for each word that is learnt, and for each that is asked.
CREATE OR REPLACE FUNCTION word_remnants(lexeme text, edits int) RETURNS int[]
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  vocabulary text := CASE WHEN left(lexeme, 1) = 'o' THEN 'o' ELSE '' END;
  start text := left(substr(lexeme, 2 + length(vocabulary)), 8);
  numbers int[] := ARRAY[hashtext(vocabulary || start) & 4194303];
  shorter text;
BEGIN
  IF edits > 0 THEN
    FOR one IN 1 .. length(start) LOOP
      shorter := left(start, one - 1) || substr(start, one + 1);
      numbers := numbers || (hashtext(vocabulary || shorter) & 4194303);
      IF edits > 1 THEN
        FOR other IN one .. length(shorter) LOOP
          numbers := numbers || (hashtext(vocabulary || left(shorter, other - 1) || substr(shorter, other + 1)) & 4194303);
        END LOOP;
      END IF;
    END LOOP;
  END IF;
  RETURN ARRAY(SELECT DISTINCT number FROM unnest(numbers) AS number);
END
$$;

DROP FUNCTION words_like(text[], text[], text[], int[], text[], text[], boolean, int);
-- As before, with the sound of each word, which whoever asks would otherwise compute again.
CREATE FUNCTION words_like(lexemes text[], doubted text[], begun text[], edits int[], sounds text[], starts text[], every boolean, most int)
  RETURNS TABLE (lexeme text, structures int, sound text)
  LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
  SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  suspects int[];
  numbers int[];
BEGIN
  SELECT coalesce(array_agg(place), '{}') INTO suspects FROM (
    SELECT place FROM (
      SELECT d.place::int AS place, greatest(coalesce(w.structures, 0), coalesce(b.structures, 0)) AS count
        FROM unnest(doubted, begun) WITH ORDINALITY AS d (word, start, place)
        LEFT JOIN public.search_word w ON w.lexeme = d.word LEFT JOIN public.search_word b ON b.lexeme = d.start) AS counted
     WHERE every OR count = 0 OR NOT EXISTS (
       SELECT FROM unnest(doubted, begun) AS d (word, start)
        WHERE NOT EXISTS (SELECT FROM public.search_word w WHERE w.lexeme IN (d.word, d.start)))
     ORDER BY count LIMIT CASE WHEN every THEN 14 ELSE 3 END) AS chosen;
  numbers := ARRAY(
    SELECT DISTINCT number FROM unnest(suspects) AS place, unnest(public.word_remnants(doubted[place], edits[place])) AS number
    UNION SELECT number FROM unnest(starts) AS start, unnest(public.word_remnants(start, 1)) AS number WHERE cardinality(doubted) = ANY (suspects));
  RETURN QUERY
    SELECT w.lexeme, w.structures, w.sound FROM public.search_word w WHERE w.lexeme = ANY (lexemes)
    UNION ALL SELECT w.lexeme, w.structures, w.sound FROM public.search_word w
      WHERE w.sound = ANY (ARRAY(SELECT sounds[place] FROM unnest(suspects) AS place WHERE sounds[place] IS NOT NULL))
    UNION ALL (SELECT w.lexeme, w.structures, w.sound FROM public.search_word w WHERE public.lexeme_remnants(w.lexeme) && numbers LIMIT most);
END
$$;

-- The words that many have: an index is asked for the others first.
CREATE INDEX search_word_frequent ON "search_word" (structures) WHERE structures >= 500;

-- The communes where some structure is, by their name without articles, as name_key gives it. Learnt with the words.
CREATE TABLE "search_commune" (
    "key" TEXT NOT NULL,
    "departement" TEXT NOT NULL,

    CONSTRAINT "search_commune_pkey" PRIMARY KEY ("key", "departement")
);
INSERT INTO search_commune
SELECT DISTINCT rtrim(name_key(fold(city))), departement
  FROM (SELECT DISTINCT city, departement FROM "structure" WHERE city IS NOT NULL AND departement IS NOT NULL) AS places
 WHERE fold(city) <> '';

-- The same order for the published offer.
DROP INDEX offer_lexemes;
CREATE OR REPLACE FUNCTION offer_lexemes(title text, codes text, more text, body text, place text, zones text[]) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
  made text[] := ARRAY['#' || public.name_mark(title), '^' || split_part(public.name_key(title), ' ', 1)];
  word text;
BEGIN
  FOREACH word IN ARRAY string_to_array(concat_ws(' ', title, public.initials_joined(title), codes, more, body, place), ' ') LOOP
    CONTINUE WHEN word = '';
    made := made || ('=' || word);
    FOR size IN 2 .. least(length(word) - 1, 8) LOOP
      made := made || ('.' || left(word, size));
    END LOOP;
  END LOOP;
  FOREACH word IN ARRAY string_to_array(place, ' ') LOOP
    CONTINUE WHEN word = '';
    made := made || ('@' || word);
    IF length(word) = 2 THEN made := made || ('@' || public.region_of(upper(word))); END IF;
  END LOOP;
  RETURN array_to_tsvector(ARRAY(
    SELECT DISTINCT lexeme || '/' || zone FROM unnest(ARRAY['z'] || zones) AS zone, unnest(made) AS lexeme WHERE lexeme IS NOT NULL
    UNION SELECT '%/' || zone || public.initials_of(title) FROM unnest(ARRAY['z'] || zones) AS zone WHERE public.initials_of(title) IS NOT NULL));
END
$$;
CREATE INDEX offer_lexemes ON "offer_entry" USING gin (offer_lexemes(title, codes, more, body, place, zones)) WITH (fastupdate = off);

-- What answers to questions made of several, with ';' between, four at most: the index looks for what the first finds in the second, and so on, where
-- one question with all of them reads each of its words for each answer of the rarest. A statement for each number. A question that begins with ? is
-- put only where its first part has anything: all its words are looked up before any is read.
-- `_answering`: broad questions in this way and, when they have too many answers, narrower ones too, which are one key each.
-- A first load of the national register takes the index of structures away: without it each question would read the whole table.
DO $do$
DECLARE
  corpus record;
  statements text;
BEGIN
  FOR corpus IN
    SELECT * FROM (VALUES
      ('structures', 'structure', 'structure_lexemes', 'siret, raison_sociale, sigle, enseigne, address, city, postcode, types, state, is_head_office, staff'),
      ('courses', 'offer_entry', 'offer_lexemes', 'title, codes, more, body, offer_entry.place, zones')) AS corpora (named, held, lexemes, columns)
  LOOP
    SELECT string_agg(format('SELECT * FROM public.%I WHERE cardinality(keys) = %s AND (NOT asked.is_rare OR EXISTS (SELECT FROM public.%I WHERE %s)) AND %s',
                             corpus.held, number, corpus.held, format(condition, 1), conditions), ' UNION ALL ' ORDER BY number) INTO statements
      FROM (SELECT 'public.' || corpus.lexemes || '(' || corpus.columns || ') @@ keys[%s]::tsquery' AS condition) AS each_condition,
           generate_series(1, 4) AS number,
           LATERAL (SELECT string_agg(format(condition, key), ' AND ') AS conditions FROM generate_series(1, number) AS key) AS each_key;
    EXECUTE format($f$
      CREATE FUNCTION %1$s_having(questions text[], most int) RETURNS SETOF "%2$s"
        LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 50
        SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
      AS $$
      BEGIN
        IF to_regclass('public.%3$s') IS NULL THEN RETURN; END IF;
        RETURN QUERY
          SELECT found.*
            FROM (SELECT left(question, 1) = '?' AS is_rare, string_to_array(ltrim(question, '?'), ';') AS keys FROM unnest(questions) AS question) AS asked,
                 LATERAL (%4$s LIMIT most) AS found
           LIMIT most;
      END
      $$ $f$, corpus.named, corpus.held, corpus.lexemes, statements);
    EXECUTE format($f$
      CREATE OR REPLACE FUNCTION %1$s_answering(broad text[], narrower text[], most int) RETURNS SETOF "%2$s"
        LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 50
        SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
      AS $$
      DECLARE
        count int;
      BEGIN
        RETURN QUERY SELECT * FROM public.%1$s_having(broad, most);
        GET DIAGNOSTICS count = ROW_COUNT;
        IF count < most THEN RETURN; END IF;
        RETURN QUERY
          SELECT found.* FROM unnest(narrower) WITH ORDINALITY AS asked (question, nth),
            LATERAL (SELECT * FROM public.%2$I WHERE public.%3$s(%4$s) @@ asked.question::tsquery LIMIT most) AS found
           LIMIT most;
      END
      $$ $f$, corpus.named, corpus.held, corpus.lexemes, corpus.columns);
  END LOOP;
END
$do$;
