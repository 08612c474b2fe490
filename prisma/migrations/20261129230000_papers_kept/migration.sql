-- The application's role may not delete papers, except those whose legal time is over: counted from the end of their session, three years for
-- what is given to a person, six for what proves. As `journal_forget`, it lets nobody choose a later date.
CREATE FUNCTION papers_forget(given timestamptz, proofs timestamptz) RETURNS bigint LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE forgotten bigint;
BEGIN
  DELETE FROM public.document d USING public.event_session s
   WHERE s.id = d.session_id AND coalesce(s.ends_at, d.issued_at) < CASE
     WHEN d.kind IN ('attestation', 'certificate') THEN LEAST(given, now() - interval '3 years')
     ELSE LEAST(proofs, now() - interval '6 years') END;
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  RETURN forgotten;
END $$;
REVOKE ALL ON FUNCTION papers_forget(timestamptz, timestamptz) FROM PUBLIC;
