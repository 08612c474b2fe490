/** What is written on each paper of a session, as documents/rules says that it must be. */
import { durationWords, natures, priceWords } from "@/lib/parcourspro/codes/rules"
import { de, que } from "@/lib/platform/text/elision"
import { formatDay, formatTime } from "@/lib/platform/time/dates"

/** What is frozen of a paper: its words, in the order in which they are read. The template gives them their look. */
type Section = {
  heading: string
  paragraphs?: string[]
  facts?: [name: string, value: string][]
  items?: string[]
  table?: { header: string[]; widths: number[]; rows: string[][] }
  signatures?: string[]
}
type Content = { title: string; subtitle: string; author: string; landscape: boolean; sections: Section[] }

type HalfDay = { startsAt: Date; endsAt: Date }
export type Facts = {
  number: string
  version: number
  issuedAt: Date
  provider: { raisonSociale: string; siret: string; address: string; activityNumber: string | null }
  /** Who signs for the provider; "" when nobody of it issued the paper. */
  representative: string
  event: {
    title: string
    nature: keyof typeof natures
    objectives: string
    programme: string
    methods: string
    evaluation: string
    prerequisites: string
    duration: number
    price: number
  }
  session: {
    halfDays: HalfDay[]
    place: string
    trainers: { name: string; quality: string }[]
    contact: string
    adaptationContact: string
    internalRules: string
  }
  /** Those whom the paper is about, by name. */
  people: { name: string; structure: string; minutes: number }[]
  adaptations: number
  employer: { raisonSociale: string; siret: string; address: string } | null
}

const or = (text: string | undefined, otherwise = "Non précisé") => text || otherwise
const hoursOf = ({ startsAt, endsAt }: HalfDay) => `${formatDay(startsAt)}, de ${formatTime(startsAt)} à ${formatTime(endsAt)}`
const trainersOf = ({ session }: Facts) =>
  or(session.trainers.map(({ name, quality }) => [name, quality].filter(Boolean).join(", ")).join(" ; "))

function period({ session }: Facts) {
  const [first, last] = [session.halfDays[0], session.halfDays.at(-1)]
  if (!first || !last) return "Non précisé"
  const [from, until] = [formatDay(first.startsAt), formatDay(last.endsAt)]
  return from === until ? `le ${from}` : `du ${from} au ${until}`
}

const declared = ({ provider }: Facts) =>
  provider.activityNumber
    ? `Déclaration d’activité enregistrée sous le numéro ${provider.activityNumber}. Cet enregistrement ne vaut pas agrément de l’État.`
    : "Numéro de déclaration d’activité : à compléter. Cet enregistrement ne vaut pas agrément de l’État."

const party = ({ raisonSociale, siret, address }: { raisonSociale: string; siret: string; address: string }) =>
  `${raisonSociale}, SIRET ${siret}${address ? `, ${address}` : ""}`

/** What one paper says, under its name. */
export function contentOf(kind: keyof typeof sections, name: string, facts: Facts): Content {
  const { number, version, issuedAt, provider, event } = facts
  return {
    title: name,
    subtitle: `${event.title}. ${number}${version > 1 ? `, version ${version}` : ""}, du ${formatDay(issuedAt)}.`,
    author: provider.raisonSociale,
    landscape: kind === "sheet",
    sections: sections[kind](facts),
  }
}

const sessionSection = (facts: Facts): Section => ({
  heading: "La session",
  facts: [
    ["Action", facts.event.title],
    ["Dates", period(facts)],
    ["Lieu", or(facts.session.place)],
    ["Prestataire", party(facts.provider)],
    ["Intervenant·es", trainersOf(facts)],
  ],
})

const sections = {
  attendees: (facts) => [
    sessionSection(facts),
    {
      heading: `Personnes inscrites : ${facts.people.length}`,
      paragraphs: [`Demandes d’adaptation : ${facts.adaptations}.`],
      table: { header: ["Nom", "Structure"], widths: [1, 1], rows: facts.people.map(({ name, structure }) => [name, structure]) },
    },
  ],
  sheet: (facts) => [
    sessionSection(facts),
    ...facts.session.halfDays.map((half) => ({
      heading: `Demi-journée du ${hoursOf(half)}`,
      table: {
        header: ["Nom", "Structure", "Signature de la personne"],
        widths: [2, 2, 2],
        rows: facts.people.map(({ name, structure }) => [name, structure, ""]),
      },
      signatures: facts.session.trainers.map(({ name }) => `Signature ${de(name)}`),
    })),
  ],
  summons: (facts) => {
    const [person] = facts.people
    return [
      { heading: "Personne convoquée", paragraphs: [`${person?.name}, ${person?.structure}`] },
      {
        heading: "Où et quand",
        items: facts.session.halfDays.map(hoursOf),
        facts: [
          ["Lieu et accès", or(facts.session.place)],
          ["Contact", or(facts.session.contact)],
          ["Pour une adaptation", or(facts.session.adaptationContact)],
        ],
      },
      {
        heading: "L’action",
        facts: [
          ["Objectifs", or(facts.event.objectives)],
          ["Contenu", or(facts.event.programme)],
          ["Intervenant·es", trainersOf(facts)],
          ["Durée", durationWords(facts.event.duration)],
          ["Évaluation", or(facts.event.evaluation)],
          ["Règlement intérieur", or(facts.session.internalRules, "Remis par le prestataire, à demander au contact ci-dessus")],
        ],
      },
    ]
  },
  agreement: (facts) => [
    {
      heading: "Entre les soussignés",
      items: [
        `Le prestataire : ${party(facts.provider)}. ${declared(facts)}`,
        `L’employeur : ${facts.employer ? party(facts.employer) : ""}`,
      ],
    },
    {
      heading: "Article 1. Objet",
      facts: [
        ["Intitulé", facts.event.title],
        ["Nature", `${natures[facts.event.nature]} (article L. 6313-1 du Code du travail)`],
        ["Objectif", or(facts.event.objectives)],
        ["Contenu", or(facts.event.programme)],
        ["Prérequis", or(facts.event.prerequisites)],
      ],
    },
    {
      heading: "Article 2. Moyens, durée et déroulement",
      facts: [
        ["Moyens et méthodes", or(facts.event.methods)],
        ["Durée", durationWords(facts.event.duration)],
        ["Période", period(facts)],
        ["Lieu", or(facts.session.place)],
      ],
      items: facts.session.halfDays.map(hoursOf),
    },
    {
      heading: "Article 3. Suivi et sanction",
      paragraphs: [
        `Le suivi est assuré par l’émargement de chaque demi-journée. ${facts.event.evaluation}`.trim(),
        "L’action est sanctionnée par un certificat de réalisation et une attestation de fin de formation.",
      ],
    },
    {
      heading: "Article 4. Prix et règlement",
      paragraphs: [
        facts.event.price === 0
          ? "Action sans frais pédagogique pour l’employeur : la Région et l’État la financent. Aucun règlement n’est dû."
          : `Prix : ${priceWords(facts.event.price)} par personne, réglé par l’employeur à réception de la facture, après la session.`,
      ],
    },
    {
      heading: "Article 5. Personnes",
      items: facts.people.map(({ name }) => name),
    },
    {
      heading: "Article 6. Litiges",
      paragraphs: ["À défaut d’accord amiable, les litiges relèvent du tribunal du siège du prestataire."],
    },
    {
      heading: "Signatures",
      paragraphs: ["Fait en deux exemplaires."],
      signatures: [`Pour le prestataire, ${facts.provider.raisonSociale}`, `Pour l’employeur, ${facts.employer?.raisonSociale ?? ""}`],
    },
  ],
  attestation: (facts) => {
    const [person] = facts.people
    return [
      {
        heading: "Attestation",
        paragraphs: [
          `${facts.provider.raisonSociale} atteste ${que(or(person?.name))}, ${de(or(person?.structure))}, a suivi l’action « ${facts.event.title} », ${period(facts)}.`,
        ],
      },
      {
        heading: "L’action suivie",
        facts: [
          ["Objectifs", or(facts.event.objectives)],
          ["Nature", `${natures[facts.event.nature]} (article L. 6313-1 du Code du travail)`],
          ["Durée prévue", durationWords(facts.event.duration)],
          ["Durée suivie", durationWords(person?.minutes ?? 0)],
          ["Résultats de l’évaluation", or(facts.event.evaluation, "Évaluation non prévue")],
        ],
      },
      { heading: "Signature", signatures: [`Pour ${facts.provider.raisonSociale}`] },
    ]
  },
  certificate: (facts) => {
    const [person] = facts.people
    return [
      {
        heading: "Certificat",
        paragraphs: [
          `Je soussigné·e ${or(facts.representative, "…")}, représentant·e du dispensateur de l’action concourant au développement des compétences ${party(facts.provider)}, atteste ${que(or(person?.name))}, salarié·e ${de(facts.employer ? party(facts.employer) : or(person?.structure))}, a suivi l’action « ${facts.event.title} ».`,
        ],
      },
      {
        heading: "Nature de l’action (article L. 6313-1 du Code du travail)",
        items: Object.entries(natures).map(([nature, words]) => `${nature === facts.event.nature ? "[X]" : "[  ]"} ${words}`),
      },
      {
        heading: "Dates et durée",
        paragraphs: [`Elle s’est déroulée ${period(facts)}, pour une durée de ${durationWords(person?.minutes ?? 0)} réalisée.`],
      },
      {
        heading: "Conservation des pièces",
        paragraphs: [
          "Sans préjudice des délais imposés par les règles fiscales, comptables ou commerciales, je m’engage à conserver l’ensemble des pièces justificatives qui ont permis d’établir le présent certificat pendant une durée de trois ans à compter de la fin de l’année du dernier paiement. En cas de cofinancement par des fonds européens, la durée de conservation est étendue conformément aux obligations conventionnelles spécifiques.",
        ],
      },
      {
        heading: "Signature",
        paragraphs: [`Fait le ${formatDay(facts.issuedAt)}.`],
        signatures: ["Cachet et signature du responsable du dispensateur de formation"],
      },
    ]
  },
} satisfies Record<string, (facts: Facts) => Section[]>
