/** LHÉO files as training bodies send them: the elements that the schema wants, and what a test adds. */

export type LheoOptions = {
  siret: string
  numero?: string
  title?: string
  session?: string
  start?: string
  end?: string
  more?: string
  inSession?: string
  objective?: string
  formacode?: string
}

export const lheoFile = (...formations: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<lheo xmlns="http://lheo.gouv.fr/2.3">\n<offres>\n${formations.join("\n")}\n</offres>\n</lheo>\n`

const address = "<adresse><ligne>1 rue Haute</ligne><codepostal>64000</codepostal><ville>Pau</ville></adresse>"

/** One formation that says all that LHÉO makes compulsory, on lines of their own. */
export function lheoFormation({
  siret,
  numero = "100",
  title = "Cuisinier",
  session = "1",
  start = "20270301",
  end = "20270630",
  more = "",
  inSession = "",
  objective = "Exercer le métier de cuisinier.",
  formacode = "42752",
}: LheoOptions): string {
  return `<formation numero="${numero}">
<domaine-formation><code-FORMACODE ref="V14" tag="principal">${formacode}</code-FORMACODE></domaine-formation>
<intitule-formation>${title}</intitule-formation>
<objectif-formation>${objective}</objectif-formation>
<resultats-attendus>Un titre professionnel.</resultats-attendus>
<contenu-formation>Gestes, hygiène, service.</contenu-formation>
<certifiante>0</certifiante>
<contact-formation><coordonnees><nom>Accueil</nom><courriel>contact@exemple.fr</courriel></coordonnees></contact-formation>
<parcours-de-formation>1</parcours-de-formation>
<code-niveau-entree>13</code-niveau-entree>
<code-niveau-sortie>5</code-niveau-sortie>
<action numero="A1">
<rythme-formation>Temps plein</rythme-formation>
<code-public-vise>83056</code-public-vise>
<niveau-entree-obligatoire>0</niveau-entree-obligatoire>
<modalites-alternance>Sans</modalites-alternance>
<modalites-enseignement>0</modalites-enseignement>
<conditions-specifiques>Aucune</conditions-specifiques>
<prise-en-charge-frais-possible>1</prise-en-charge-frais-possible>
<lieu-de-formation><coordonnees>${address}</coordonnees></lieu-de-formation>
<modalites-entrees-sorties>0</modalites-entrees-sorties>
<session numero="${session}">
<periode><debut>${start}</debut><fin>${end}</fin></periode>
<adresse-inscription>${address}</adresse-inscription>
<etat-recrutement>1</etat-recrutement>
${inSession}
</session>
<nombre-heures-centre>300</nombre-heures-centre>
<conventionnement>1</conventionnement>
<organisme-financeur><code-financeur>2</code-financeur><nb-places-financees>8</nb-places-financees></organisme-financeur>
${more}
</action>
<organisme-formation-responsable>
<numero-activite>75331234567</numero-activite>
<SIRET-organisme-formation><SIRET>${siret}</SIRET></SIRET-organisme-formation>
<nom-organisme>Institut Exemple</nom-organisme>
<raison-sociale>Institut Exemple</raison-sociale>
<coordonnees-organisme><coordonnees>${address}</coordonnees></coordonnees-organisme>
<contact-organisme><coordonnees>${address}</coordonnees></contact-organisme>
</organisme-formation-responsable>
</formation>`
}
