-- Invitations: a référent or a manager asks someone to join a structure, with these profils (docs/domain.md).
CREATE TYPE "invitation_status" AS ENUM ('sent', 'accepted', 'declined', 'expired', 'cancelled');

CREATE TABLE "invitation" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "structure_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "status" "invitation_status" NOT NULL DEFAULT 'sent',
    "rafael_profil" "rafael_profil",
    "is_employeur" BOOLEAN NOT NULL DEFAULT false,
    "is_prestataire" BOOLEAN NOT NULL DEFAULT false,
    "invited_by" UUID NOT NULL,
    "invited_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token_hash" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "affiliation_id" UUID,

    CONSTRAINT "invitation_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "invitation_token_hash_key" ON "invitation"("token_hash");
CREATE UNIQUE INDEX "invitation_affiliation_id_key" ON "invitation"("affiliation_id");
CREATE INDEX "invitation_structure_id_status_invited_at_idx" ON "invitation"("structure_id", "status", "invited_at");
CREATE INDEX "invitation_invited_by_idx" ON "invitation"("invited_by");
CREATE INDEX "invitation_email_idx" ON "invitation"("email");

ALTER TABLE "invitation" ADD CONSTRAINT "invitation_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_invited_by_fkey" FOREIGN KEY ("invited_by") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_affiliation_id_fkey" FOREIGN KEY ("affiliation_id") REFERENCES "affiliation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

ALTER TABLE "invitation"
  ADD CONSTRAINT invitation_email_normalised CHECK (email_is_normalised(email)),
  ADD CONSTRAINT invitation_open_or_decided CHECK ((status = 'sent') = (decided_at IS NULL));

-- One open invitation for an address in a structure.
CREATE UNIQUE INDEX "invitation_one_open" ON "invitation"("structure_id", "email") WHERE status = 'sent';

-- And never an open invitation beside an open request, or a rattachement, of the same person: whoever asks, is attached or takes the address
-- makes the invitation void. (Asking accepts it first, in lib/membership/joining; an earlier version of the portal knows nothing of it.) The functions run as their
-- owner: while the portal is brought to this version, the role of the one that still serves has no right on the new table yet.
CREATE FUNCTION invitation_gives_way_to_affiliation() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.invitation i SET status = 'cancelled', decided_at = greatest(NEW.requested_at, i.invited_at)
    FROM public.account a
   WHERE a.id = NEW.account_id AND i.structure_id = NEW.structure_id AND i.email = a.email AND i.status = 'sent';
  RETURN NULL;
END $$;
CREATE TRIGGER affiliation_before_invitation AFTER INSERT OR UPDATE OF status ON "affiliation"
  FOR EACH ROW WHEN (NEW.status IN ('pending', 'active')) EXECUTE FUNCTION invitation_gives_way_to_affiliation();

CREATE FUNCTION invitation_gives_way_to_address() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.invitation i SET status = 'cancelled', decided_at = greatest(NEW.updated_at, i.invited_at)
   WHERE i.email = NEW.email AND i.status = 'sent'
     AND EXISTS (SELECT FROM public.affiliation f WHERE f.account_id = NEW.id AND f.structure_id = i.structure_id AND f.status IN ('pending', 'active'));
  RETURN NULL;
END $$;
CREATE TRIGGER account_address_before_invitation AFTER UPDATE OF email ON "account"
  FOR EACH ROW WHEN (OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION invitation_gives_way_to_address();

CREATE FUNCTION invitation_stands_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "affiliation" f JOIN "account" a ON a.id = f.account_id
              WHERE a.email = NEW.email AND f.structure_id = NEW.structure_id AND f.status IN ('pending', 'active')) THEN
    RAISE EXCEPTION 'already attached, or asked already' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invitation_stands_alone BEFORE INSERT OR UPDATE OF status, email, structure_id ON "invitation"
  FOR EACH ROW WHEN (NEW.status = 'sent') EXECUTE FUNCTION invitation_stands_alone();
