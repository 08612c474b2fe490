-- A file of ten thousand formations fills empty tables faster than PostgreSQL looks at them again: planned from what it knew of them, each
-- batch read every place and every course there was. What writes the entries goes from the ids it is given, by the indexes, whatever the
-- statistics say; OFFSET 0 keeps the order of the joins.
CREATE OR REPLACE FUNCTION offer_refresh(courses uuid[]) RETURNS void LANGUAGE plpgsql
  SET jit = off SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
  IF cardinality(courses) = 0 THEN RETURN; END IF;
  DELETE FROM public.offer_entry e WHERE e.course_id = ANY (courses) AND NOT EXISTS (
    SELECT FROM public.course c WHERE c.id = e.course_id AND c.state = 'published' AND EXISTS (
      SELECT FROM public.structure o WHERE o.id = c.structure_id AND o.state = 'active' AND 'formateur' = ANY (o.types) OFFSET 0) OFFSET 0);
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
    FROM (SELECT DISTINCT unnest(courses)) AS asked (id)
         CROSS JOIN LATERAL (SELECT * FROM public.course WHERE course.id = asked.id AND state = 'published' OFFSET 0) AS c
         CROSS JOIN LATERAL (SELECT * FROM public.structure
                              WHERE structure.id = c.structure_id AND state = 'active' AND 'formateur' = ANY (types) OFFSET 0) AS o
   ORDER BY c.id
      ON CONFLICT (course_id) DO UPDATE SET title = excluded.title, codes = excluded.codes, more = excluded.more, body = excluded.body,
         place = excluded.place, zones = excluded.zones
   WHERE (e.title, e.codes, e.more, e.body, e.place, e.zones)
         IS DISTINCT FROM (excluded.title, excluded.codes, excluded.more, excluded.body, excluded.place, excluded.zones);
END
$$;

CREATE OR REPLACE FUNCTION place_enters_offer() RETURNS trigger LANGUAGE plpgsql
  SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  PERFORM public.offer_refresh(ARRAY(SELECT DISTINCT d.course_id FROM changed JOIN public.delivery d ON d.id = changed.delivery_id));
  RETURN NULL;
END
$$;

-- The commune of a place, by its two indexes: the first one asked both ways at once, and read all thirty-five thousand communes.
CREATE OR REPLACE FUNCTION training_place_find() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  commune public.commune;
BEGIN
  IF NEW.latitude IS NOT NULL THEN
    NEW.found_latitude := NEW.latitude;
    NEW.found_longitude := NEW.longitude;
    RETURN NEW;
  END IF;
  SELECT c.* INTO commune FROM public.commune c WHERE c.insee = NEW.insee;
  IF NOT FOUND THEN
    SELECT c.* INTO commune FROM public.commune c WHERE c.postcodes @> ARRAY[NEW.postcode]
     ORDER BY c.folded = public.fold(NEW.city) DESC, c.insee LIMIT 1;
  END IF;
  NEW.found_latitude := commune.latitude;
  NEW.found_longitude := commune.longitude;
  RETURN NEW;
END
$$;
