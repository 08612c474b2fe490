/** Files of the shape of INSEE's: the columns documented for StockUniteLegale, StockEtablissement and StockEtablissementLiensSuccession. */
import { writeFileSync } from "node:fs"

const unitColumns = `siren,statutDiffusionUniteLegale,unitePurgeeUniteLegale,dateCreationUniteLegale,sigleUniteLegale,sexeUniteLegale,prenom1UniteLegale,prenom2UniteLegale,prenom3UniteLegale,prenom4UniteLegale,prenomUsuelUniteLegale,pseudonymeUniteLegale,identifiantAssociationUniteLegale,trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,dateDernierTraitementUniteLegale,nombrePeriodesUniteLegale,categorieEntreprise,anneeCategorieEntreprise,dateDebut,etatAdministratifUniteLegale,nomUniteLegale,nomUsageUniteLegale,denominationUniteLegale,denominationUsuelle1UniteLegale,denominationUsuelle2UniteLegale,denominationUsuelle3UniteLegale,categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,nomenclatureActivitePrincipaleUniteLegale,nicSiegeUniteLegale,economieSocialeSolidaireUniteLegale,societeMissionUniteLegale,caractereEmployeurUniteLegale`
const establishmentColumns = `siren,nic,siret,statutDiffusionEtablissement,dateCreationEtablissement,trancheEffectifsEtablissement,anneeEffectifsEtablissement,activitePrincipaleRegistreMetiersEtablissement,dateDernierTraitementEtablissement,etablissementSiege,nombrePeriodesEtablissement,complementAdresseEtablissement,numeroVoieEtablissement,indiceRepetitionEtablissement,dernierNumeroVoieEtablissement,indiceRepetitionDernierNumeroVoieEtablissement,typeVoieEtablissement,libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,libelleCommuneEtrangerEtablissement,distributionSpecialeEtablissement,codeCommuneEtablissement,codeCedexEtablissement,libelleCedexEtablissement,codePaysEtrangerEtablissement,libellePaysEtrangerEtablissement,identifiantAdresseEtablissement,coordonneeLambertAbscisseEtablissement,coordonneeLambertOrdonneeEtablissement,complementAdresse2Etablissement,numeroVoie2Etablissement,indiceRepetition2Etablissement,typeVoie2Etablissement,libelleVoie2Etablissement,codePostal2Etablissement,libelleCommune2Etablissement,libelleCommuneEtranger2Etablissement,distributionSpeciale2Etablissement,codeCommune2Etablissement,codeCedex2Etablissement,libelleCedex2Etablissement,codePaysEtranger2Etablissement,libellePaysEtranger2Etablissement,dateDebut,etatAdministratifEtablissement,enseigne1Etablissement,enseigne2Etablissement,enseigne3Etablissement,denominationUsuelleEtablissement,activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,caractereEmployeurEtablissement`
const linkColumns =
  "siretEtablissementPredecesseur,siretEtablissementSuccesseur,dateLienSuccession,transfertSiege,continuiteEconomique,dateDernierTraitementLienSuccession"

type Row = Record<string, string>

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const lineOf = (columns: string) => (row?: Row) =>
  row
    ? `${columns
        .split(",")
        .map((column) => quoted(row[column] ?? ""))
        .join(",")}\n`
    : `${columns}\n`

/** A line of a file; without row, its header. */
export const unitLine = lineOf(unitColumns)
export const establishmentLine = lineOf(establishmentColumns)
const linkLine = lineOf(linkColumns)

const writer = (line: (row?: Row) => string) => (path: string, rows: readonly Row[]) =>
  writeFileSync(path, line() + rows.map((row) => line(row)).join(""))
export const writeUnits = writer(unitLine)
export const writeEstablishments = writer(establishmentLine)
export const writeLinks = writer(linkLine)

/** A company of INSEE's file, with a name. */
export function aUnit(siren: string, denominationUniteLegale: string, more: Row = {}): Row {
  return { siren, denominationUniteLegale, statutDiffusionUniteLegale: "O", etatAdministratifUniteLegale: "A", ...more }
}

/** An establishment of INSEE's file, open, in Bordeaux. */
export function anEstablishment(siret: string, more: Row = {}): Row {
  return {
    siren: siret.slice(0, 9),
    nic: siret.slice(9),
    siret,
    statutDiffusionEtablissement: "O",
    etablissementSiege: "true",
    numeroVoieEtablissement: "12",
    typeVoieEtablissement: "RUE",
    libelleVoieEtablissement: "DU PORT",
    codePostalEtablissement: "33000",
    libelleCommuneEtablissement: "BORDEAUX",
    etatAdministratifEtablissement: "A",
    ...more,
  }
}
