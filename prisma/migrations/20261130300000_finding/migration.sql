-- Finding what real questions missed (../../../docs/search.md).

-- A text without its articles and legal forms, each word after a space. A société is a legal form, like the others. The same words as
-- lib/search/typed/rules.ts, which a test compares.
CREATE FUNCTION needed_words(folded text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT regexp_replace(' ' || folded,
    ' (a|au|aux|d|de|des|du|en|et|l|la|le|les|ou|par|pour|sur|un|une|sa|sas|sasu|sarl|eurl|earl|sci|scea|scop|scic|scp|snc|selarl|gaec|gie|gip|ei|eirl|societe|ste)(?= |$)', '', 'g')
$$;

CREATE OR REPLACE FUNCTION name_key(folded text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT left(coalesce(nullif(btrim(public.needed_words(folded)), ''), folded), 32) $$;

-- A name from end to end, as a mark of twenty bits: others share it by chance, a few in ten million, and whoever asks compares the names.
CREATE FUNCTION name_mark(folded text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT left(md5(rtrim(public.name_key(folded))), 5) $$;

-- The region of a département, as one lexeme: asking for each of its départements costs twelve times more.
CREATE FUNCTION region_of(departement text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT 'r' || region FROM (VALUES
    ('84', '01 03 07 15 26 38 42 43 63 69 73 74'), ('27', '21 25 39 58 70 71 89 90'), ('53', '22 29 35 56'), ('24', '18 28 36 37 41 45'),
    ('94', '2A 2B'), ('44', '08 10 51 52 54 55 57 67 68 88'), ('32', '02 59 60 62 80'), ('11', '75 77 78 91 92 93 94 95'),
    ('28', '14 27 50 61 76'), ('75', '16 17 19 23 24 33 40 47 64 79 86 87'), ('76', '09 11 12 30 31 32 34 46 48 65 66 81 82'),
    ('52', '44 49 53 72 85'), ('93', '04 05 06 13 83 84')) AS regions (region, codes)
   WHERE length(departement) = 2 AND position(departement IN codes) > 0
$$;

-- The first letters of a name of three words or more that count: "irts" for "institut regional du travail social". The same as initialsOf.
CREATE FUNCTION initials_of(folded text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT CASE WHEN length(initials) > 2 THEN left(initials, 8) END
    FROM regexp_replace(regexp_replace(public.needed_words(folded), ' [0-9]\S*', '', 'g'), ' (.)\S*', '\1', 'g') AS initials
$$;

-- What a structure may be found by, anew. The names of départements are no words any more: the search reads them in what is typed, and asks for
-- their code. A beginning is shorter than its word. New kinds: % the initials of a name, ^ its first word, $ a word or a number of the street; a name from end to end is a mark.
DROP INDEX structure_lexemes;
DROP FUNCTION structures_answering(text[], text[], int);
DROP FUNCTION structure_lexemes(text, text, text, text, text, text, structure_type[], structure_state, boolean);
CREATE FUNCTION structure_lexemes(siret text, raison_sociale text, sigle text, enseigne text, address text, city text, postcode text,
                                  types structure_type[], state structure_state, is_head_office boolean) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
  lot int := substr(siret, 6, 4);
  chunk text := chr(97 + CASE WHEN state = 'closed' THEN 6 WHEN is_head_office THEN 0 ELSE 3 END
                       + CASE WHEN cardinality(types) > 0 OR lot < 100 THEN 0 WHEN lot < 1000 THEN 1 ELSE 2 END);
  name text := public.fold(raison_sociale);
  short text := public.fold(sigle);
  joined text := replace(short, ' ', '');
  shop text := public.fold(enseigne);
  code text := public.departement_of(postcode);
  place text := concat_ws(' ', public.fold(city), postcode, lower(code));
  made text[] := ARRAY[chunk || '#' || public.name_mark(name), chunk || '%' || public.initials_of(name), chunk || '^' || split_part(public.name_key(name), ' ', 1),
                        chunk || '@' || public.region_of(code)];
  word text;
BEGIN
  IF joined <> '' THEN made := made || (chunk || '#' || public.name_mark(joined)); END IF;
  IF shop <> name THEN made := made || ARRAY[chunk || '#' || public.name_mark(shop), chunk || '%' || public.initials_of(shop), chunk || '^' || split_part(public.name_key(shop), ' ', 1)]; END IF;
  FOREACH word IN ARRAY string_to_array(
      concat_ws(' ', name, short, joined, shop, public.initials_joined(name), public.initials_joined(shop), place), ' ') LOOP
    made := made || (chunk || '=' || word);
    FOR size IN 2 .. least(length(word) - 1, 8) LOOP
      made := made || (chunk || '.' || left(word, size));
    END LOOP;
  END LOOP;
  FOREACH word IN ARRAY string_to_array(place, ' ') LOOP
    made := made || (chunk || '@' || word);
  END LOOP;
  IF address IS NOT NULL THEN
    -- Without the articles, and without what every street is called (streetKinds of lib/search/lexemes/rules.ts).
    FOREACH word IN ARRAY string_to_array(regexp_replace(public.fold(address),
        '\m(a|au|aux|d|de|des|du|en|et|l|la|le|les|sur|rue|avenue|av|boulevard|bd|bld|place|pl|chemin|che|route|rte|allee|allees|all|impasse|imp|quai|cours|square|zone|za|zi|zac|bp|cs|cedex)\M', '', 'g'), ' ') LOOP
      IF word <> '' THEN made := made || (chunk || '$' || word); END IF;
    END LOOP;
  END IF;
  RETURN array_to_tsvector(array_remove(array_remove(array_remove(made, NULL), chunk || '='), chunk || '^'));
END
$$;

CREATE INDEX structure_lexemes ON "structure"
  USING gin (structure_lexemes(siret, raison_sociale, sigle, enseigne, address, city, postcode, types, state, is_head_office))
  -- What is written waits here unsorted, and each search reads it: little.
  WITH (gin_pending_list_limit = 256);

-- As before, with the street.
CREATE FUNCTION structures_answering(broad text[], narrower text[], most int) RETURNS SETOF "structure"
  LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 50
  SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  questions text[] := broad;
  found int;
BEGIN
  -- A first load of the national register takes the index away: without it each question would read the whole table.
  IF to_regclass('public.structure_lexemes') IS NULL THEN RETURN; END IF;
  LOOP
    RETURN QUERY
      SELECT s.* FROM unnest(questions) WITH ORDINALITY AS asked (question, place),
        LATERAL (SELECT * FROM public.structure
                  WHERE public.structure_lexemes(siret, raison_sociale, sigle, enseigne, address, city, postcode, types, state, is_head_office)
                        @@ asked.question::tsquery
                  LIMIT most) AS s
       LIMIT most;
    GET DIAGNOSTICS found = ROW_COUNT;
    EXIT WHEN found < most OR questions = narrower;
    questions := narrower;
  END LOOP;
END
$$;

-- The départements where a commune of this name has a structure; names without articles, as name_key gives them. A sample is enough: the best
-- structures that have its words.
CREATE FUNCTION communes_named(keys text[]) RETURNS TABLE (key text, departement text)
  LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 5
AS $$
BEGIN
  RETURN QUERY
    SELECT DISTINCT named.key, s.departement FROM unnest(keys) AS named (key),
      LATERAL public.structures_answering(
        ARRAY(SELECT (SELECT string_agg(format('''%s@%s''', chunk, word), ' & ') FROM unnest(string_to_array(named.key, ' ')) AS word)
                FROM unnest(string_to_array('a b c d e f g h i', ' ')) AS chunk), '{}', 8) AS s
     WHERE public.name_key(public.fold(s.city)) = named.key AND s.departement IS NOT NULL;
END
$$;

-- The same lexemes for the published offer.
DROP INDEX offer_lexemes;
CREATE OR REPLACE FUNCTION offer_lexemes(title text, codes text, more text, body text, place text, zones text[]) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
  made text[] := ARRAY['#' || public.name_mark(title), '%' || public.initials_of(title), '^' || split_part(public.name_key(title), ' ', 1)];
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
  RETURN array_to_tsvector(ARRAY(SELECT DISTINCT zone || lexeme FROM unnest(ARRAY['z'] || zones) AS zone, unnest(made) AS lexeme WHERE lexeme IS NOT NULL));
END
$$;
CREATE INDEX offer_lexemes ON "offer_entry" USING gin (offer_lexemes(title, codes, more, body, place, zones)) WITH (gin_pending_list_limit = 256);

-- The vocabularies, anew: what remains of a word without one or two of its letters is computed by the index, and no row holds it. The words
-- are learnt again by the worker (learnAtFirst).
TRUNCATE "search_word";
DROP INDEX search_word_deletions;
DROP FUNCTION words_like(text[], text[], int[], int);
ALTER TABLE "search_word" DROP COLUMN deletions;

-- What a word of a vocabulary, "=mairie", ".mair" or "o=mairie", shares with its misspellings: numbers, each for what remains of its first eight
-- letters without up to `edits` of them (the symmetric delete of SymSpell). Two words within as many typos share one, and a few that have
-- nothing in common do by chance: numbers are of 22 bits, so that they are few, and the index small. Whoever asks computes the distances.
CREATE FUNCTION word_remnants(lexeme text, edits int) RETURNS int[]
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  vocabulary text := CASE WHEN left(lexeme, 1) = 'o' THEN 'o' ELSE '' END;
  last text[] := ARRAY[left(substr(lexeme, 2 + length(vocabulary)), 8)];
  remnants text[] := last;
BEGIN
  FOR edit IN 1 .. edits LOOP
    last := ARRAY(SELECT DISTINCT left(one, place - 1) || substr(one, place + 1) FROM unnest(last) AS one, generate_series(1, length(one)) AS place);
    remnants := remnants || last;
  END LOOP;
  RETURN ARRAY(SELECT DISTINCT hashtext(vocabulary || remnant) & 4194303 FROM unnest(remnants) AS remnant);
END
$$;

-- Those that the index has of it: two letters less for a whole word of eight letters or more, one for the others.
CREATE FUNCTION lexeme_remnants(lexeme text) RETURNS int[]
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT public.word_remnants(lexeme, CASE WHEN lexeme ~ '=.{8}' THEN 2 ELSE 1 END) $$;
CREATE INDEX search_word_remnants ON "search_word" USING gin (lexeme_remnants(lexeme));

-- What a vocabulary knows of these lexemes and, of the words that may be misspelt, what sounds or looks like those that are most likely wrong: the
-- ones that nothing has, else the three that the fewest have; all of them when `every`. `begun`: beside a word that may be unfinished, its
-- beginning; `starts`: beginnings near that of the last one.
CREATE FUNCTION words_like(lexemes text[], doubted text[], begun text[], edits int[], sounds text[], starts text[], every boolean, most int)
  RETURNS TABLE (lexeme text, structures int)
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
    SELECT w.lexeme, w.structures FROM public.search_word w WHERE w.lexeme = ANY (lexemes)
    UNION ALL SELECT w.lexeme, w.structures FROM public.search_word w
      WHERE w.sound = ANY (ARRAY(SELECT sounds[place] FROM unnest(suspects) AS place WHERE sounds[place] IS NOT NULL))
    UNION ALL (SELECT w.lexeme, w.structures FROM public.search_word w WHERE public.lexeme_remnants(w.lexeme) && numbers LIMIT most);
END
$$;

-- A row that is deleted, or whose number changes, is looked for in each table that names it: all of those have an index (a test holds it).
CREATE INDEX structure_successor_id_idx ON "structure" (successor_id) WHERE successor_id IS NOT NULL;
CREATE INDEX signup_structure_id_idx ON "signup" (structure_id);
CREATE INDEX session_controlled_by_idx ON "session" (controlled_by) WHERE controlled_by IS NOT NULL;
CREATE INDEX affiliation_decided_by_idx ON "affiliation" (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX listing_request_decided_by_idx ON "listing_request" (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX listing_request_structure_id_idx ON "listing_request" (structure_id) WHERE structure_id IS NOT NULL;
CREATE INDEX correction_account_id_idx ON "correction" (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX correction_decided_by_idx ON "correction" (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX referent_change_account_id_idx ON "referent_change" (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX referent_change_decided_by_idx ON "referent_change" (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX announcement_author_id_idx ON "announcement" (author_id) WHERE author_id IS NOT NULL;
CREATE INDEX structure_merge_merged_by_idx ON "structure_merge" (merged_by) WHERE merged_by IS NOT NULL;
CREATE INDEX structure_import_created_by_idx ON "structure_import" (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX question_asked_by_idx ON "question" (asked_by) WHERE asked_by IS NOT NULL;
CREATE INDEX manager_nomination_account_id_idx ON "manager_nomination" (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX manager_nomination_decided_by_idx ON "manager_nomination" (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX manager_nomination_proposed_by_idx ON "manager_nomination" (proposed_by) WHERE proposed_by IS NOT NULL;
CREATE INDEX contact_message_answered_by_idx ON "contact_message" (answered_by) WHERE answered_by IS NOT NULL;
CREATE INDEX candidate_same_as_idx ON "candidate" (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX preregistration_meeting_id_idx ON "preregistration" (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX preregistration_sent_by_idx ON "preregistration" (sent_by) WHERE sent_by IS NOT NULL;
CREATE INDEX preregistration_step_account_id_idx ON "preregistration_step" (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX offer_import_created_by_idx ON "offer_import" (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX registration_step_account_id_idx ON "registration_step" (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX membership_asked_by_idx ON "membership" (asked_by) WHERE asked_by IS NOT NULL;
CREATE INDEX membership_decided_by_idx ON "membership" (decided_by) WHERE decided_by IS NOT NULL;
CREATE INDEX membership_year_idx ON "membership" ("year");
CREATE INDEX presence_recorded_by_idx ON "presence" (recorded_by) WHERE recorded_by IS NOT NULL;
CREATE INDEX document_issued_by_idx ON "document" (issued_by) WHERE issued_by IS NOT NULL;
CREATE INDEX document_structure_id_idx ON "document" (structure_id) WHERE structure_id IS NOT NULL;
CREATE INDEX campaign_file_uploaded_by_idx ON "campaign_file" (uploaded_by) WHERE uploaded_by IS NOT NULL;
