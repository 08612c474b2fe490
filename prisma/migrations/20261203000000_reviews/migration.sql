-- The review of rights (docs/domain.md): a campaign asks those who decide for each structure, person by person, whether the rights are still right.
CREATE TYPE "review_scope" AS ENUM ('all', 'type', 'departement', 'profil');
CREATE TYPE "review_answer" AS ENUM ('kept', 'changed', 'detached', 'left');
CREATE TYPE "review_notice_kind" AS ENUM ('opened', 'first', 'second', 'third', 'warned', 'suspended');

CREATE TABLE "review" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "scope" "review_scope" NOT NULL,
    "scope_value" TEXT,
    "message" TEXT,
    "deadline" DATE NOT NULL,
    "suspends" BOOLEAN NOT NULL DEFAULT false,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by" UUID NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,

    CONSTRAINT "review_pkey" PRIMARY KEY ("id"),
    CONSTRAINT review_scope_value CHECK ((scope = 'all') = (scope_value IS NULL)),
    CONSTRAINT review_closed_by_someone CHECK (closed_by IS NULL OR closed_at IS NOT NULL)
);
CREATE INDEX "review_opened_by_idx" ON "review"("opened_by");
CREATE INDEX "review_closed_by_idx" ON "review"("closed_by");
-- The same people are not asked twice at a time for the same reason.
CREATE UNIQUE INDEX "review_one_open" ON "review"("scope", coalesce("scope_value", '')) WHERE closed_at IS NULL;

-- How far a structure is: kept by the triggers below, so that no page counts its people.
CREATE TABLE "review_structure" (
    "review_id" UUID NOT NULL,
    "structure_id" UUID NOT NULL,
    "people" INTEGER NOT NULL,
    "waiting" INTEGER NOT NULL,

    CONSTRAINT "review_structure_pkey" PRIMARY KEY ("review_id","structure_id"),
    CONSTRAINT review_structure_counts CHECK (waiting BETWEEN 0 AND people)
);
CREATE INDEX "review_structure_structure_id_idx" ON "review_structure"("structure_id");

-- One person to review. `held`: the profils they had when it was opened; `confirmed`: those they have by the answer.
CREATE TABLE "review_item" (
    "review_id" UUID NOT NULL,
    "affiliation_id" UUID NOT NULL,
    "structure_id" UUID NOT NULL,
    "person_order" TEXT NOT NULL,
    "held" TEXT[],
    "answer" "review_answer",
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" UUID,
    "confirmed" TEXT[],
    "warned_at" TIMESTAMPTZ(3),
    "suspended_at" TIMESTAMPTZ(3),

    CONSTRAINT "review_item_pkey" PRIMARY KEY ("review_id","affiliation_id"),
    CONSTRAINT review_item_answered CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answered_by IS NULL OR answer IS NOT NULL))
);
CREATE INDEX "review_item_affiliation_id_idx" ON "review_item"("affiliation_id");
CREATE INDEX "review_item_structure_id_idx" ON "review_item"("structure_id");
CREATE INDEX "review_item_answered_by_idx" ON "review_item"("answered_by");
CREATE INDEX review_item_waiting ON "review_item"("review_id", "structure_id", "person_order", "affiliation_id") WHERE answer IS NULL;
CREATE INDEX review_item_answered_last ON "review_item"("review_id", "structure_id", "answered_at") WHERE answer IS NOT NULL;

CREATE TABLE "review_notice" (
    "review_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" "review_notice_kind" NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_notice_pkey" PRIMARY KEY ("review_id","account_id","kind")
);
CREATE INDEX "review_notice_account_id_idx" ON "review_notice"("account_id");

ALTER TABLE "review" ADD CONSTRAINT "review_opened_by_fkey" FOREIGN KEY ("opened_by") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "review" ADD CONSTRAINT "review_closed_by_fkey" FOREIGN KEY ("closed_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "review_structure" ADD CONSTRAINT "review_structure_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "review_structure" ADD CONSTRAINT "review_structure_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "review_item" ADD CONSTRAINT "review_item_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "review_item" ADD CONSTRAINT "review_item_affiliation_id_fkey" FOREIGN KEY ("affiliation_id") REFERENCES "affiliation"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "review_item" ADD CONSTRAINT "review_item_structure_id_fkey" FOREIGN KEY ("structure_id") REFERENCES "structure"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "review_item" ADD CONSTRAINT "review_item_answered_by_fkey" FOREIGN KEY ("answered_by") REFERENCES "account"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "review_notice" ADD CONSTRAINT "review_notice_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "review_notice" ADD CONSTRAINT "review_notice_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A suspended profil opens nothing, because it is not where rights are read (rafael_profil); it waits here to be given back.
ALTER TABLE "affiliation" ADD COLUMN "suspended_profil" "rafael_profil", ADD COLUMN "suspended_at" TIMESTAMPTZ(3);
ALTER TABLE "affiliation"
  ADD CONSTRAINT affiliation_suspended_or_held CHECK (suspended_profil IS NULL OR rafael_profil IS NULL) NOT VALID,
  ADD CONSTRAINT affiliation_suspended_since CHECK ((suspended_profil IS NULL) = (suspended_at IS NULL)) NOT VALID;
ALTER TABLE "affiliation" VALIDATE CONSTRAINT affiliation_suspended_or_held;
ALTER TABLE "affiliation" VALIDATE CONSTRAINT affiliation_suspended_since;

-- Whoever gives a profil, an earlier version of the portal too, ends the suspension of the former one.
CREATE FUNCTION suspended_gives_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.suspended_profil := NULL;
  NEW.suspended_at := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER suspended_gives_way BEFORE UPDATE OF rafael_profil ON "affiliation"
  FOR EACH ROW WHEN (NEW.rafael_profil IS NOT NULL AND NEW.suspended_profil IS NOT NULL) EXECUTE FUNCTION suspended_gives_way();

-- What an affiliation leaves to the one that continues it: its suspended profil, and its place in the reviews that are open.
CREATE FUNCTION suspended_continues() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT f.suspended_profil, f.suspended_at INTO NEW.suspended_profil, NEW.suspended_at FROM "affiliation" f WHERE f.id = NEW.continues_id;
  RETURN NEW;
END $$;
CREATE TRIGGER suspended_continues BEFORE INSERT ON "affiliation"
  FOR EACH ROW WHEN (NEW.continues_id IS NOT NULL AND NEW.status = 'active' AND NEW.rafael_profil IS NULL) EXECUTE FUNCTION suspended_continues();

CREATE FUNCTION review_item_moves() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.review_item i SET affiliation_id = NEW.id, structure_id = NEW.structure_id, answer = NULL, answered_at = NULL
    FROM public.review r
   WHERE r.id = i.review_id AND r.closed_at IS NULL AND (i.answer IS NULL OR i.answer = 'left')
     -- Or from what continued it until now: a merge that is undone continues what was before it.
     AND (i.affiliation_id = NEW.continues_id
       OR i.affiliation_id IN (SELECT g.id FROM public.affiliation g WHERE g.continues_id = NEW.continues_id AND g.status = 'ended'));
  RETURN NULL;
END $$;
CREATE TRIGGER affiliation_takes_review AFTER INSERT ON "affiliation"
  FOR EACH ROW WHEN (NEW.continues_id IS NOT NULL AND NEW.status = 'active') EXECUTE FUNCTION review_item_moves();

-- Whoever is not attached any more has no rights to review.
CREATE FUNCTION review_item_leaves() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.review_item i SET answer = 'left', answered_at = coalesce(NEW.ended_at, now())
    FROM public.review r WHERE r.id = i.review_id AND r.closed_at IS NULL AND i.affiliation_id = NEW.id AND i.answer IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER affiliation_leaves_review AFTER UPDATE OF status ON "affiliation"
  FOR EACH ROW WHEN (OLD.status = 'active' AND NEW.status <> 'active') EXECUTE FUNCTION review_item_leaves();

-- The name by which people are in order follows the person's, and goes with an erased account.
CREATE FUNCTION review_item_named() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.review_item SET person_order = NEW.person_order WHERE affiliation_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER affiliation_names_review AFTER UPDATE OF person_order ON "affiliation"
  FOR EACH ROW WHEN (OLD.person_order IS DISTINCT FROM NEW.person_order) EXECUTE FUNCTION review_item_named();

-- The counts of a structure follow its people.
CREATE FUNCTION review_counts() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.review_structure SET people = people - 1, waiting = waiting - (OLD.answer IS NULL)::int
   WHERE review_id = OLD.review_id AND structure_id = OLD.structure_id AND OLD.structure_id <> NEW.structure_id;
  INSERT INTO public.review_structure (review_id, structure_id, people, waiting)
  SELECT NEW.review_id, NEW.structure_id, 1, (NEW.answer IS NULL)::int WHERE OLD.structure_id <> NEW.structure_id
  ON CONFLICT (review_id, structure_id) DO UPDATE SET people = review_structure.people + 1, waiting = review_structure.waiting + excluded.waiting;
  UPDATE public.review_structure SET waiting = waiting + (NEW.answer IS NULL)::int - (OLD.answer IS NULL)::int
   WHERE review_id = NEW.review_id AND structure_id = NEW.structure_id AND OLD.structure_id = NEW.structure_id;
  RETURN NULL;
END $$;
CREATE TRIGGER review_counts AFTER UPDATE OF answer, structure_id ON "review_item"
  FOR EACH ROW WHEN (OLD.structure_id <> NEW.structure_id OR (OLD.answer IS NULL) <> (NEW.answer IS NULL)) EXECUTE FUNCTION review_counts();
