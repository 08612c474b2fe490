-- People are found as structures are: by a word with a letter missing, doubled or wrong. The index of trigrams proposes, the distance decides.
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;
-- An owner may set a parameter of an extension only once its library is loaded, and an upgrade begins in a session that has not called it.
SELECT public.show_limit();

-- The accounts of whom one word is this one, misspelt: one letter from four on, two from eight. Not for numbers, which are exact.
CREATE FUNCTION people_near(typed text) RETURNS SETOF uuid
  LANGUAGE sql STABLE STRICT PARALLEL SAFE
  SET pg_trgm.word_similarity_threshold = '0.35'
AS $$
  SELECT a.id FROM public.account a, (SELECT CASE WHEN length(typed) < 8 THEN 1 ELSE 2 END AS typos) allowed
   WHERE length(typed) BETWEEN 4 AND 60 AND typed !~ '[0-9]' AND a.erased_at IS NULL AND typed OPERATOR(public.<%) a.people_text
     AND EXISTS (SELECT FROM regexp_split_to_table(a.people_text, ' ') word
                  WHERE length(word) <= 60 AND public.levenshtein_less_equal(word, typed, allowed.typos) <= allowed.typos)
   LIMIT 1000
$$;
