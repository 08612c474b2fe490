-- A manager who played an application is nobody that it received: of the end of their session it is told only of entries that are its own.
CREATE OR REPLACE FUNCTION end_sign_ons(ended uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO event_delivery (application_id, account_id, kind, sid, transaction)
  SELECT DISTINCT g.application_id, g.account_id, way.kind, s.payload -> 'authorizations' -> g.application_id::text ->> 'sid',
         pg_current_xact_id()::text::bigint
    FROM sign_on_grant g
    JOIN application a ON a.id = g.application_id AND a.state = 'active'
    JOIN oidc_row o ON o.model = 'Grant' AND o.id = g.grant_id AND o.payload ->> 'clientId' = g.application_id::text
    JOIN oidc_row s ON s.model = 'Session' AND s.portal_sid = ended
    CROSS JOIN (VALUES ('logout'), ('session-revoked')) AS way (kind)
   WHERE g.portal_sid = ended AND s.payload -> 'authorizations' -> g.application_id::text ->> 'sid' IS NOT NULL
     AND CASE way.kind WHEN 'logout' THEN a.logout_address IS NOT NULL ELSE a.event_way <> 'none' END
  ON CONFLICT DO NOTHING;
  PERFORM end_grants(ARRAY(SELECT grant_id FROM sign_on_grant WHERE portal_sid = ended));
  DELETE FROM oidc_row WHERE portal_sid = ended;
END $$;
