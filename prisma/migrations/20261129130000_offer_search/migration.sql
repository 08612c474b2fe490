-- Finding a course by words, place and date (../../../docs/search.md, ../../../docs/rafael.md).

-- Communes with where they are, from an open list that the operator imports.
CREATE TABLE "commune" (
    "insee" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "postcodes" TEXT[] NOT NULL,
    "departement" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "folded" TEXT GENERATED ALWAYS AS (fold("name")) STORED,

    CONSTRAINT "commune_pkey" PRIMARY KEY ("insee")
);
CREATE INDEX commune_folded ON "commune" (folded text_pattern_ops);
CREATE INDEX commune_postcodes ON "commune" USING gin (postcodes);

-- Codes with their labels (Formacode, ROME, RNCP, RS), from the open lists that the operator imports.
CREATE TABLE "reference_code" (
    "kind" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,

    CONSTRAINT "reference_code_pkey" PRIMARY KEY ("kind", "code"),
    CONSTRAINT reference_code_kind CHECK (kind IN ('formacode', 'rome', 'rncp', 'rs'))
);

-- Where a place is, as far as anyone knows: its own coordinates, else those of its commune.
ALTER TABLE "training_place"
  ADD COLUMN found_latitude double precision,
  ADD COLUMN found_longitude double precision;

CREATE FUNCTION training_place_find() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  commune public.commune;
BEGIN
  IF NEW.latitude IS NOT NULL THEN
    NEW.found_latitude := NEW.latitude;
    NEW.found_longitude := NEW.longitude;
    RETURN NEW;
  END IF;
  SELECT c.* INTO commune FROM public.commune c
   WHERE c.insee = NEW.insee OR NEW.postcode = ANY (c.postcodes)
   ORDER BY c.insee IS NOT DISTINCT FROM NEW.insee DESC, c.folded = public.fold(NEW.city) DESC, c.insee LIMIT 1;
  NEW.found_latitude := commune.latitude;
  NEW.found_longitude := commune.longitude;
  RETURN NEW;
END
$$;
CREATE TRIGGER training_place_find BEFORE INSERT OR UPDATE ON "training_place" FOR EACH ROW EXECUTE FUNCTION training_place_find();
UPDATE "training_place" SET found_latitude = latitude, found_longitude = longitude;
-- The square of half a degree that holds a point: a chunk of the index, so that a word is looked for near a place only.
CREATE FUNCTION square_of(latitude double precision, longitude double precision) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT 'c' || floor((latitude + 90) * 2)::int || 'x' || floor((longitude + 180) * 2)::int $$;
CREATE INDEX training_place_found ON "training_place" USING gist (point(found_longitude, found_latitude));

-- What a published course is found by, in one row: kept by the triggers below.
CREATE TABLE "offer_entry" (
    "course_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "codes" TEXT NOT NULL,
    "more" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    -- The départements and squares where it is given, each a chunk of the index; `z` is the chunk of all.
    "zones" TEXT[] NOT NULL,

    CONSTRAINT "offer_entry_pkey" PRIMARY KEY ("course_id"),
    CONSTRAINT "offer_entry_course_id_fkey" FOREIGN KEY ("course_id") REFERENCES "course"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- The same lexemes as those of a structure (structure_lexemes), for texts already folded; one set of them for each chunk.
CREATE FUNCTION offer_lexemes(title text, codes text, more text, body text, place text, zones text[]) RETURNS tsvector
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
  made text[] := ARRAY['#' || public.name_key(title)];
  word text;
BEGIN
  FOREACH word IN ARRAY string_to_array(concat_ws(' ', title, public.initials_joined(title), codes, more, body, place), ' ') LOOP
    CONTINUE WHEN word = '';
    made := made || ('=' || word);
    FOR size IN 2 .. least(length(word), 8) LOOP
      made := made || ('.' || left(word, size));
    END LOOP;
  END LOOP;
  FOREACH word IN ARRAY string_to_array(place, ' ') LOOP
    CONTINUE WHEN word = '';
    made := made || ('@' || word);
  END LOOP;
  RETURN array_to_tsvector(ARRAY(SELECT DISTINCT zone || lexeme FROM unnest(ARRAY['z'] || zones) AS zone, unnest(made) AS lexeme WHERE lexeme IS NOT NULL));
END
$$;
CREATE INDEX offer_lexemes ON "offer_entry" USING gin (offer_lexemes(title, codes, more, body, place, zones)) WITH (gin_pending_list_limit = 256);

-- The courses that answer to a broad question, put to one chunk after the other; if they are too many, then also those that answer
-- to narrower ones: as structures_answering.
CREATE FUNCTION courses_answering(broad text[], narrower text[], most int) RETURNS SETOF "offer_entry"
  LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 50
  SET jit = off SET enable_seqscan = off SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
  questions text[] := broad;
  found int;
BEGIN
  LOOP
    RETURN QUERY
      SELECT e.* FROM unnest(questions) WITH ORDINALITY AS asked (question, place),
        LATERAL (SELECT * FROM public.offer_entry
                  WHERE public.offer_lexemes(title, codes, more, body, offer_entry.place, zones) @@ asked.question::tsquery
                  LIMIT most) AS e
       LIMIT most;
    GET DIAGNOSTICS found = ROW_COUNT;
    EXIT WHEN found < most OR questions = narrower;
    questions := narrower;
  END LOOP;
END
$$;

-- Writes the entries of courses anew; those of courses that nobody may find any more go.
CREATE FUNCTION offer_refresh(courses uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(courses) = 0 THEN RETURN; END IF;
  DELETE FROM public.offer_entry e WHERE e.course_id = ANY (courses) AND NOT EXISTS (
    SELECT FROM public.course c JOIN public.structure o ON o.id = c.structure_id
     WHERE c.id = e.course_id AND c.state = 'published' AND o.state = 'active' AND 'formateur' = ANY (o.types));
  INSERT INTO public.offer_entry AS e (course_id, title, codes, more, body, place, zones)
  SELECT c.id, public.fold(c.title),
         lower(concat_ws(' ', array_to_string(c.formacodes, ' '), array_to_string(c.romes, ' '),
           (SELECT string_agg(each ->> 'code', ' ') FROM jsonb_array_elements(c.certifications) AS each))),
         public.fold(concat_ws(' ', (SELECT string_agg(each ->> 'name', ' ') FROM jsonb_array_elements(c.certifications) AS each),
           (SELECT string_agg(r.label, ' ') FROM public.reference_code r
             WHERE (r.kind = 'formacode' AND r.code = ANY (c.formacodes)) OR (r.kind = 'rome' AND r.code = ANY (c.romes))))),
         public.fold(concat_ws(' ', o.raison_sociale, o.sigle, o.enseigne)),
         coalesce((SELECT public.fold(string_agg(DISTINCT concat_ws(' ', p.city, p.postcode, p.departement, public.departement_name(p.departement)), ' '))
                     FROM public.delivery d JOIN public.training_place p ON p.delivery_id = d.id WHERE d.course_id = c.id), ''),
         ARRAY(SELECT DISTINCT zone FROM public.delivery d JOIN public.training_place p ON p.delivery_id = d.id,
                 unnest(ARRAY[lower(p.departement), public.square_of(p.found_latitude, p.found_longitude)]) AS zone
                WHERE d.course_id = c.id AND zone IS NOT NULL ORDER BY zone)
    FROM public.course c JOIN public.structure o ON o.id = c.structure_id
   WHERE c.id = ANY (courses) AND c.state = 'published' AND o.state = 'active' AND 'formateur' = ANY (o.types)
   ORDER BY c.id
      ON CONFLICT (course_id) DO UPDATE SET title = excluded.title, codes = excluded.codes, more = excluded.more, body = excluded.body,
         place = excluded.place, zones = excluded.zones
   WHERE (e.title, e.codes, e.more, e.body, e.place, e.zones)
         IS DISTINCT FROM (excluded.title, excluded.codes, excluded.more, excluded.body, excluded.place, excluded.zones);
END
$$;

CREATE FUNCTION course_enters_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.offer_refresh(ARRAY(SELECT id FROM changed));
  RETURN NULL;
END
$$;
CREATE TRIGGER course_added AFTER INSERT ON "course" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION course_enters_offer();
CREATE TRIGGER course_changed AFTER UPDATE ON "course" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION course_enters_offer();

CREATE FUNCTION place_enters_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.offer_refresh(ARRAY(SELECT DISTINCT d.course_id FROM changed JOIN public.delivery d ON d.id = changed.delivery_id));
  RETURN NULL;
END
$$;
CREATE TRIGGER place_added AFTER INSERT ON "training_place" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION place_enters_offer();
CREATE TRIGGER place_changed AFTER UPDATE ON "training_place" REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION place_enters_offer();
CREATE TRIGGER place_removed AFTER DELETE ON "training_place" REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION place_enters_offer();

CREATE FUNCTION structure_enters_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.offer_refresh(ARRAY(
    SELECT c.id FROM now_so n JOIN before_so b ON b.id = n.id JOIN public.course c ON c.structure_id = n.id AND c.state = 'published'
     WHERE (n.raison_sociale, n.sigle, n.enseigne, n.state, n.types) IS DISTINCT FROM (b.raison_sociale, b.sigle, b.enseigne, b.state, b.types)));
  RETURN NULL;
END
$$;
CREATE TRIGGER structure_changed AFTER UPDATE ON "structure" REFERENCING OLD TABLE AS before_so NEW TABLE AS now_so
  FOR EACH STATEMENT EXECUTE FUNCTION structure_enters_offer();

SELECT offer_refresh(ARRAY(SELECT id FROM "course" WHERE state = 'published'));

-- Sessions of courses, for those that words have found.
CREATE INDEX delivery_course_id ON "delivery" (course_id);

-- What the entries replace: the index goes. The column stays for one version more, because the version before this one reads it, and
-- holds the title only: folding three thousand letters was most of what writing a course cost.
ALTER TABLE "course"
  DROP COLUMN text_folded,
  ADD COLUMN text_folded text GENERATED ALWAYS AS (fold(title)) STORED;
