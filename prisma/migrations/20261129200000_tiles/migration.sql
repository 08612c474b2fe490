-- The links of the tiles of the home page are edited by managers, and news has a category (docs/parcourspro.md).
CREATE TYPE "announcement_category" AS ENUM ('evolutions', 'suivi', 'aide');

ALTER TABLE "announcement" ADD COLUMN     "category" "announcement_category" NOT NULL DEFAULT 'evolutions';

CREATE TABLE "tile_link" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "tile" "tile" NOT NULL,
    "label" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "profils" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "position" INTEGER NOT NULL,
    "opens_tab" BOOLEAN NOT NULL DEFAULT false,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tile_link_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "tile_link_tile_position_idx" ON "tile_link"("tile", "position");

ALTER TABLE "tile_link"
  ALTER COLUMN "profils" SET NOT NULL,
  ADD CONSTRAINT tile_link_label CHECK (btrim(label) <> '' AND length(label) <= 60),
  -- A page of the portal, or another site in https: never `javascript:` nor `//elsewhere`.
  ADD CONSTRAINT tile_link_address CHECK (length(address) <= 500 AND (address ~ '^/([^/\\]|$)' OR address ~ '^https://[^/?#@\\]+([/?#]|$)')),
  ADD CONSTRAINT tile_link_position CHECK (position BETWEEN 0 AND 99),
  ADD CONSTRAINT tile_link_profils CHECK (profils <@ ARRAY['referent', 'gestionnaire_catalogue', 'gestionnaire_preinscription', 'gestionnaire_general',
    'prescripteur_1', 'prescripteur_2', 'prescripteur_3', 'employeur', 'prestataire']);

-- The links of the guide, with its labels.
INSERT INTO "tile_link" (tile, label, address, profils, position, opens_tab, updated_at) VALUES
  ('rafael', 'Accès à Rafael', '/rafael', '{}', 1, false, now()),
  ('rafael', 'Catalogue de formation', '/rafael/catalogue', '{gestionnaire_catalogue,gestionnaire_general}', 2, false, now()),
  ('rafael', 'Préinscriptions reçues', '/rafael/preinscriptions?vue=recues', '{gestionnaire_preinscription,gestionnaire_general}', 3, false, now()),
  ('rafael', 'Mes préinscriptions', '/rafael/preinscriptions?vue=envoyees', '{prescripteur_1,prescripteur_2,prescripteur_3}', 4, false, now()),
  ('rafael', 'À valider', '/rafael/preinscriptions/a-valider', '{prescripteur_3}', 5, false, now()),
  ('adherer', 'Accès à la charte adhésion', '/adhesion#charte', '{}', 1, false, now()),
  ('adherer', 'Accès au formulaire d’adhésion', '/adhesion#formulaire', '{}', 2, false, now()),
  ('adherer', 'Accès au flyer des salles', '/adhesion#salles', '{}', 3, false, now()),
  ('parcourspro', 'Accès à Parcourspro', '/parcourspro', '{}', 1, false, now()),
  ('parcourspro', 'Mes inscriptions', '/parcourspro/inscriptions', '{}', 2, false, now()),
  ('parcourspro', 'Voir les demandes de mes salariés', '/parcourspro/employeur', '{employeur}', 3, false, now()),
  ('parcourspro', 'Mes sessions', '/parcourspro/prestataire', '{prestataire}', 4, false, now()),
  ('cmonalternance', 'Accès à CMonAlternance', 'https://www.cmonalternance.fr/', '{}', 1, true, now());
