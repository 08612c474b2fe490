-- The départements of the sessions to come, one after the other, without reading the sessions.
CREATE INDEX event_session_departements ON "event_session" (departement, starts_at) WHERE status IN ('open', 'closed');
