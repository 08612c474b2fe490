-- Messages given up before there was a word for it: nothing sends them any more.
DO $$ BEGIN
  IF to_regclass('jobs.job') IS NOT NULL THEN
    UPDATE "message" m SET status = 'abandoned'
     WHERE m.status = 'failed' AND NOT EXISTS (
       SELECT FROM jobs.job j WHERE j.name = 'send-message' AND j.state::text IN ('created', 'retry', 'active') AND j.data ->> 'messageId' = m.id::text);
  END IF;
END $$;
