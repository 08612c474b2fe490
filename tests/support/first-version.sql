-- A small life written in the schema of the first version that was ever served: to be found again after each upgrade.
INSERT INTO structure (id, siret, raison_sociale, sigle, city, postcode, types, state) VALUES
  ('00000000-0000-4000-8000-000000000001', '31754202500042', 'Institut des Métiers de Pau', 'IMP', 'Pau', '64000', '{formateur,prescripteur}', 'active'),
  ('00000000-0000-4000-8000-000000000002', '35600000000048', 'La Poste', NULL, 'Paris', '75015', '{}', 'active'),
  ('00000000-0000-4000-8000-000000000003', '55210055400013', 'Maison fermée', NULL, 'Bordeaux', '33000', '{formateur}', 'closed');
INSERT INTO account (id, email, password_hash, first_name, last_name, is_manager) VALUES
  ('00000000-0000-4000-8000-0000000000a1', 'referent@exemple.fr', '-', 'Élodie', 'Étchart', false),
  ('00000000-0000-4000-8000-0000000000a2', 'membre@exemple.fr', '-', 'Ali', 'Benali', false),
  ('00000000-0000-4000-8000-0000000000a3', 'attente@exemple.fr', '-', 'Léa', 'Petit', false),
  ('00000000-0000-4000-8000-0000000000a4', 'gestion@exemple.fr', '-', 'Camille', 'Roux', true);
INSERT INTO affiliation (id, account_id, structure_id, origin, status, is_referent, rafael_profil, is_prestataire, requested_at, decided_at, decided_by, reason, ended_at) VALUES
  ('00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-0000000000a1', '00000000-0000-4000-8000-000000000001', 'signup', 'active', true, 'gestionnaire_general', true, now() - interval '9 days', now() - interval '8 days', '00000000-0000-4000-8000-0000000000a4', NULL, NULL),
  ('00000000-0000-4000-8000-0000000000f2', '00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-000000000001', 'signup', 'active', false, 'prescripteur_2', false, now() - interval '7 days', now() - interval '6 days', '00000000-0000-4000-8000-0000000000a1', NULL, NULL),
  ('00000000-0000-4000-8000-0000000000f3', '00000000-0000-4000-8000-0000000000a3', '00000000-0000-4000-8000-000000000001', 'signup', 'pending', false, NULL, false, now() - interval '1 day', NULL, NULL, NULL, NULL),
  ('00000000-0000-4000-8000-0000000000f4', '00000000-0000-4000-8000-0000000000a2', '00000000-0000-4000-8000-000000000002', 'request', 'refused', false, NULL, false, now() - interval '5 days', now() - interval '4 days', '00000000-0000-4000-8000-0000000000a4', 'Inconnu', NULL),
  ('00000000-0000-4000-8000-0000000000f5', '00000000-0000-4000-8000-0000000000a3', '00000000-0000-4000-8000-000000000002', 'request', 'ended', false, NULL, false, now() - interval '9 days', now() - interval '8 days', '00000000-0000-4000-8000-0000000000a4', NULL, now() - interval '2 days');
INSERT INTO journal (at, action, outcome, actor_id, structure_id, target_id, changes)
  SELECT created_at, 'account.create', 'done'::outcome, id, NULL::uuid, id, NULL::jsonb FROM account
  UNION ALL SELECT requested_at, 'affiliation.request', 'done', account_id, structure_id, id, NULL FROM affiliation
  UNION ALL SELECT decided_at, CASE status WHEN 'refused' THEN 'affiliation.refuse' ELSE 'affiliation.validate' END, 'done', decided_by, structure_id, id,
                   CASE status WHEN 'active' THEN jsonb_build_object('rafaelProfil', rafael_profil, 'isEmployeur', is_employeur, 'isPrestataire', is_prestataire, 'isReferent', is_referent) END
              FROM affiliation WHERE decided_at IS NOT NULL
  UNION ALL SELECT ended_at, 'affiliation.detach', 'done', decided_by, structure_id, id, NULL FROM affiliation WHERE ended_at IS NOT NULL;
INSERT INTO session (id, account_id, expires_at) VALUES
  ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000a1', now() + interval '5 days');
INSERT INTO message (id, template, data, to_email, account_id, status) VALUES
  ('00000000-0000-4000-8000-0000000000d1', 'request-to-decide', '{"affiliationId": "00000000-0000-4000-8000-0000000000f3", "applicant": "Léa PETIT", "structureName": "Institut des Métiers de Pau", "siret": "31754202500042"}', 'referent@exemple.fr', '00000000-0000-4000-8000-0000000000a1', 'queued');
INSERT INTO message (id, template, data, to_email, account_id, status, sent_at, provider_id) VALUES
  ('00000000-0000-4000-8000-0000000000d2', 'request-accepted', '{}', 'membre@exemple.fr', '00000000-0000-4000-8000-0000000000a2', 'sent', now(), 'p1');
INSERT INTO listing_request (siret, raison_sociale, postcode, city, types) VALUES ('73282932000074', 'Nouvelle venue', '33000', 'Bordeaux', '{formateur}');
INSERT INTO announcement (tile, title, body, starts_at) VALUES ('rafael', 'Ouverture', 'Le portail est ouvert.', now());
