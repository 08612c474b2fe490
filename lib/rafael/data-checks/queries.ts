/** What must be true of the offer and of pre-registrations whatever happened, and that no constraint can say. */
import "server-only"
import { Prisma } from "@/lib/platform/generated/client"

/** Rows that break a rule, by what is wrong in words; `dataProblems` asks each of them. */
export const dataChecks: Record<string, Prisma.Sql> = {
  "Sessions dont les places prises ne sont pas celles des préinscriptions": Prisma.sql`
    SELECT s.id FROM training_session s
     WHERE s.taken <> (SELECT count(*) FROM preregistration p WHERE p.session_id = s.id AND p.status IN ('accepted', 'started'))`,
  "Préinscriptions dont l’état n’est pas celui de leur dernière étape": Prisma.sql`
    SELECT p.id FROM preregistration p WHERE p.status::text <> coalesce(
      (SELECT t.status::text FROM preregistration_step t WHERE t.preregistration_id = p.id ORDER BY t.id DESC LIMIT 1), 'draft')`,
  "Préinscriptions en cours sur une session annulée": Prisma.sql`
    SELECT p.id FROM preregistration p JOIN training_session s ON s.id = p.session_id
     WHERE s.cancelled_at IS NOT NULL AND preregistration_lives(p.status)`,
  "Préinscriptions suivies par quelqu’un qui n’en a plus le droit": Prisma.sql`
    SELECT p.id FROM preregistration p JOIN affiliation f ON f.id = p.owner_id JOIN account a ON a.id = f.account_id
     WHERE preregistration_lives(p.status)
       AND (f.status <> 'active' OR a.disabled_at IS NOT NULL
            OR coalesce(f.rafael_profil::text, '') NOT IN ('prescripteur_1', 'prescripteur_2', 'prescripteur_3'))`,
  "Candidats effacés qui gardent un lien, un projet ou une préinscription en cours": Prisma.sql`
    SELECT c.id FROM candidate c WHERE c.erased_at IS NOT NULL AND (
      EXISTS (SELECT FROM candidate_link l WHERE l.candidate_id = c.id)
      OR EXISTS (SELECT FROM preregistration p WHERE p.candidate_id = c.id AND (p.project <> '' OR preregistration_lives(p.status))))`,
  "Formations publiées par une structure fermée, ou qui n’est plus organisme de formation": Prisma.sql`
    SELECT c.id FROM course c JOIN structure s ON s.id = c.structure_id
     WHERE c.state = 'published' AND (s.state <> 'active' OR NOT 'formateur' = ANY (s.types))`,
  "Formations que la recherche trouve sans qu’elles soient publiées, ou l’inverse": Prisma.sql`
    SELECT coalesce(c.id, e.course_id) AS id FROM offer_entry e FULL JOIN (
      SELECT c.id FROM course c JOIN structure s ON s.id = c.structure_id
       WHERE c.state = 'published' AND s.state = 'active' AND 'formateur' = ANY (s.types)) c ON c.id = e.course_id
     WHERE c.id IS NULL OR e.course_id IS NULL`,
  "Imports d’une offre que plus rien ne fait avancer": Prisma.sql`
    SELECT i.id FROM offer_import i WHERE i.status IN ('checking', 'running') AND NOT EXISTS (
      SELECT FROM jobs.job j WHERE j.name = 'import-offer' AND j.state IN ('created', 'retry', 'active') AND j.data ->> 'importId' = i.id::text)`,
}
