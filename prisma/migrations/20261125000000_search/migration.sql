-- Finding one's structure among all those of the country (../../../docs/search.md).

ALTER TABLE "structure"
  DROP COLUMN words,
  DROP COLUMN text_folded,
  DROP COLUMN sigle_folded,
  -- The head office of its company, when a register says so.
  ADD COLUMN is_head_office boolean NOT NULL DEFAULT false,
  -- What the national register said of it last, in short: only what it says anew is taken over.
  ADD COLUMN register_mark bigint;

-- The same work in half the time: it is called several times for each row of an import.
CREATE OR REPLACE FUNCTION fold(value text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
  RETURN btrim(regexp_replace(
    lower(public.unaccent('public.unaccent'::regdictionary, normalize(value, NFKC))), '[^a-z0-9]+', ' ', 'g'));
END
$$;

-- The name with its initials as one word, if it has some: "c f a btp" is also "cfa btp".
CREATE FUNCTION initials_joined(folded text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
BEGIN
  IF folded !~ '\m[a-z] [a-z]\M' THEN RETURN NULL; END IF;
  RETURN regexp_replace(folded, '(?<=\m[a-z]) (?=[a-z]\M)', '', 'g');
END
$$;

-- What a name is known by: without articles and legal forms, unless nothing else is left. The same words as
-- lib/structure-searches/rules.ts, which a test compares.
CREATE FUNCTION name_key(folded text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  kept text := btrim(regexp_replace(' ' || folded,
    ' (a|au|aux|d|de|des|du|en|et|l|la|le|les|ou|par|pour|sur|un|une|sa|sas|sasu|sarl|eurl|earl|sci|scea|scop|scic|scp|snc|selarl|gaec|gie|gip|ei|eirl)(?= |$)', '', 'g'));
BEGIN
  RETURN left(CASE WHEN kept = '' THEN folded ELSE kept END, 32);
END
$$;

-- The name of a département, folded, from its code.
CREATE FUNCTION departement_name(code text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
  SELECT '{"01":"ain","02":"aisne","03":"allier","04":"alpes de haute provence","05":"hautes alpes","06":"alpes maritimes","07":"ardeche",
    "08":"ardennes","09":"ariege","10":"aube","11":"aude","12":"aveyron","13":"bouches du rhone","14":"calvados","15":"cantal","16":"charente",
    "17":"charente maritime","18":"cher","19":"correze","21":"cote d or","22":"cotes d armor","23":"creuse","24":"dordogne","25":"doubs",
    "26":"drome","27":"eure","28":"eure et loir","29":"finistere","2A":"corse du sud","2B":"haute corse","30":"gard","31":"haute garonne",
    "32":"gers","33":"gironde","34":"herault","35":"ille et vilaine","36":"indre","37":"indre et loire","38":"isere","39":"jura","40":"landes",
    "41":"loir et cher","42":"loire","43":"haute loire","44":"loire atlantique","45":"loiret","46":"lot","47":"lot et garonne","48":"lozere",
    "49":"maine et loire","50":"manche","51":"marne","52":"haute marne","53":"mayenne","54":"meurthe et moselle","55":"meuse","56":"morbihan",
    "57":"moselle","58":"nievre","59":"nord","60":"oise","61":"orne","62":"pas de calais","63":"puy de dome","64":"pyrenees atlantiques",
    "65":"hautes pyrenees","66":"pyrenees orientales","67":"bas rhin","68":"haut rhin","69":"rhone","70":"haute saone","71":"saone et loire",
    "72":"sarthe","73":"savoie","74":"haute savoie","75":"paris","76":"seine maritime","77":"seine et marne","78":"yvelines",
    "79":"deux sevres","80":"somme","81":"tarn","82":"tarn et garonne","83":"var","84":"vaucluse","85":"vendee","86":"vienne",
    "87":"haute vienne","88":"vosges","89":"yonne","90":"territoire de belfort","91":"essonne","92":"hauts de seine","93":"seine saint denis",
    "94":"val de marne","95":"val d oise","971":"guadeloupe","972":"martinique","973":"guyane","974":"la reunion","976":"mayotte"}'::jsonb ->> code
$$;

-- What a structure may be found by. Each lexeme begins with the letter of its chunk: chunks go from the best answers to the
-- last ones (active before closed, head offices before the others) and each is several times as large as the one before,
-- so that a search stops as soon as it has enough. Then comes the kind: = a word, . the beginning of a word, @ a word of the
-- place, # a name from its beginning.
CREATE FUNCTION structure_lexemes(siret text, raison_sociale text, sigle text, enseigne text, city text, postcode text,
                                  types structure_type[], state structure_state, is_head_office boolean) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
  lot int := substr(siret, 6, 4);
  chunk text := chr(97 + CASE WHEN state = 'closed' THEN 6 WHEN is_head_office THEN 0 ELSE 3 END
                       + CASE WHEN cardinality(types) > 0 OR lot < 100 THEN 0 WHEN lot < 1000 THEN 1 ELSE 2 END);
  name text := public.fold(raison_sociale);
  short text := replace(public.fold(sigle), ' ', '');
  shop text := public.fold(enseigne);
  code text := public.departement_of(postcode);
  place text := concat_ws(' ', public.fold(city), postcode, lower(code), public.departement_name(code));
  made text[] := ARRAY[chunk || '#' || public.name_key(name)];
  word text;
BEGIN
  IF short <> '' THEN made := made || (chunk || '#' || public.name_key(short)); END IF;
  IF shop <> name THEN made := made || (chunk || '#' || public.name_key(shop)); END IF;
  FOREACH word IN ARRAY string_to_array(
      concat_ws(' ', name, short, public.fold(sigle), shop, public.initials_joined(name), public.initials_joined(shop), place), ' ') LOOP
    made := made || (chunk || '=' || word);
    FOR size IN 2 .. least(length(word), 8) LOOP
      made := made || (chunk || '.' || left(word, size));
    END LOOP;
  END LOOP;
  FOREACH word IN ARRAY string_to_array(place, ' ') LOOP
    made := made || (chunk || '@' || word);
  END LOOP;
  RETURN array_to_tsvector(array_remove(made, NULL));
END
$$;

CREATE INDEX structure_lexemes ON "structure"
  USING gin (structure_lexemes(siret, raison_sociale, sigle, enseigne, city, postcode, types, state, is_head_office))
  -- What is written waits here unsorted, and each search reads it: little.
  WITH (gin_pending_list_limit = 256);

-- The structures that answer to a broad question, put to one chunk after the other; if they are too many, then also those
-- that answer to narrower ones, best first. Each loop is lazy and stops with enough. The settings keep the plan: an index scan
-- a question, whatever the statistics say of rare words.
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
                  WHERE public.structure_lexemes(siret, raison_sociale, sigle, enseigne, city, postcode, types, state, is_head_office)
                        @@ asked.question::tsquery
                  LIMIT most) AS s
       LIMIT most;
    GET DIAGNOSTICS found = ROW_COUNT;
    EXIT WHEN found < most OR questions = narrower;
    questions := narrower;
  END LOOP;
END
$$;

-- Numbers are found by their beginning, active ones first.
DROP INDEX structure_siret_prefix;
CREATE INDEX structure_siret_active ON "structure" (siret bpchar_pattern_ops) WHERE state = 'active';
CREATE INDEX structure_siret_closed ON "structure" (siret bpchar_pattern_ops) WHERE state = 'closed';
-- What was written since a moment, for whoever keeps something derived.
CREATE INDEX structure_updated_at ON "structure" (updated_at);

-- The structures that the portal works with, among all those that the national register brings.
CREATE INDEX structure_at_work ON "structure" (departement) WHERE state = 'active' AND (register_mark IS NULL OR cardinality(types) > 0);

-- The words (=) and beginnings of words (.) that structures are found by, to correct what is typed.
CREATE TABLE "search_word" (
    "lexeme" TEXT NOT NULL,
    "structures" INTEGER NOT NULL,
    "sound" TEXT,
    "deletions" INTEGER[] NOT NULL,

    CONSTRAINT "search_word_pkey" PRIMARY KEY ("lexeme")
);
CREATE INDEX search_word_deletions ON "search_word" USING gin (deletions);
CREATE INDEX search_word_sound ON "search_word" (sound) WHERE sound IS NOT NULL;

-- What the vocabulary has like this: the words as they stand, those of these sounds, those that share a deletion.
CREATE FUNCTION words_like(lexemes text[], sounds text[], deletions_shared int[], most int)
  RETURNS TABLE (lexeme text, structures int)
  LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 100
  SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  RETURN QUERY
    SELECT w.lexeme, w.structures FROM public.search_word w WHERE w.lexeme = ANY (lexemes)
    UNION ALL SELECT w.lexeme, w.structures FROM public.search_word w WHERE w.sound = ANY (sounds)
    UNION ALL (SELECT w.lexeme, w.structures FROM public.search_word w WHERE w.deletions && deletions_shared LIMIT most);
END
$$;

-- The national register while it is being read (lib/register): emptied once it is taken over. Not logged: a file is read again.
CREATE UNLOGGED TABLE "register_unit" ("siren" CHAR(9) NOT NULL, "name" TEXT, "sigle" TEXT, "usual_name" TEXT);
CREATE UNLOGGED TABLE "register_establishment" (
    "siret" CHAR(14) NOT NULL,
    "enseigne" TEXT,
    "address" TEXT,
    "postcode" TEXT,
    "city" TEXT,
    "state" "structure_state" NOT NULL,
    "is_head_office" BOOLEAN NOT NULL
);
CREATE UNLOGGED TABLE "register_link" ("predecessor" CHAR(14) NOT NULL, "successor" CHAR(14) NOT NULL, "linked_on" TEXT NOT NULL);
-- How far a reading has come: one row, there while it lasts.
CREATE TABLE "register_reading" (
    "is_only" BOOLEAN NOT NULL DEFAULT true PRIMARY KEY CHECK (is_only),
    "files" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "progress" JSONB NOT NULL
);
