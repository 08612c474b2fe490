/** The abbreviations of registers and the names that people use, learnt from the region's file and from the national register. */

/** Words that stand for each other. A word that the register cuts short (FORMAT, ENSEIGN) needs no line: its beginning is recognised. */
const families = `
deux 2 ii
trois 3 iii
quatre 4 iv
cinq 5 v
six 6 vi
sept 7 vii
huit 8 viii
neuf 9 ix
dix 10 x
onze 11 xi
douze 12 xii
treize 13 xiii
premier premiere 1er 1ere
deuxieme 2eme 2e 2nd 2nde
troisieme 3eme 3e
association ass asso assoc assn assos
national nationale nationaux nationales nal nale nat natl natle nle
centre ctre ctr cent cntr
etablissement etablissements ets etab ets. etabl etabs ebt
compagnie cie
saint st
sainte ste
saints sts
societe ste soc
formation formations form fmtion fion forma
professionnel professionnelle professionnels professionnelles profes prof pro profess professionel
adultes adulte adult ad
general generale generaux gal gle gen
departement departemental departementale dep dept dpt depart
regional regionale region reg rgle
groupe groupement grpe grp gpt grpt gpe group
developpement dvpt dev develop devt developpt
enseignement enseign ens enseignt
superieur superieure sup super
institut inst
federation fede fed federale
syndicat syndicale synd
chambre chbre ch chamb
commerce commerciale com cial ciale
industrie industriel industrielle ind indus industr
international internationale internationaux intern internat intl int
technique technologique techno tech techn
technologie technologies tech techno
agricole agricoles agri agric
agriculture agri agric
entreprise entreprises ent entr entrep
service services serv sce svce
transport transports transp trans tpts
travaux tvx trav
batiment bat batim bt
public publics publique publ pub
publique publiques publ pub
gestion gest
economique economie eco econ
cooperative cooperatif coop
university universite univ
ecole ec ecl
lycee lyc
college coll clg
maison mais mson
familiale familial famil fam
rurale rural rur
apprentis apprenti app appr apprent
apprentissage app apprent appr
interprofessionnel interprofessionnelle interprof interpro interpr
polyvalent polyvalente polyv
haute hte ht
grand grande gd gde
notre nd
dame nd
docteur dr
madame mme
monsieur mr m
boulevard bd bld
avenue av ave
place pl
communaute com comm
communes com comm
intercommunal intercommunale interco
hospitalier hospitaliere hosp
hopital hopitaux hop
medical medicale med
sanitaire sanit
sociale social sociaux soc
solidarite solid
education educ educative educatif educa
insertion insert
orientation orient
recherche rech
promotion promo
organisme organisation org organ orga
commission comm com
paritaire parit
conseil cons
consultant consultants consulting cons
direction dir
ministere min
prefecture pref
caisse cse
assurance assurances ass assur
immobilier immobiliere immo imm
informatique info informat
mecanique meca
electrique electricite elec
ingenierie ing ingen
laboratoire labo lab
pharmacie pharma phie
restaurant resto rest
sport sports sportif sportive sportives spt
musique mus
culture culturel culturelle cult
artisanat artisan artisans art artis
artisanale artisanal art artis
metiers metier met
`
  .trim()
  .split("\n")
  .map((line) => line.replaceAll(".", "").split(" "))

const byWord = new Map<string, Set<string>>()
for (const family of families)
  for (const word of family) {
    const known = byWord.get(word) ?? new Set<string>()
    for (const other of family) if (other !== word) known.add(other)
    byWord.set(word, known)
  }

/** Common nouns and adjectives, by their endings. Names of people and places are left out: their beginnings are other names. */
const cut =
  /..(tion|ment|nelle?|ielle?|ique|ial|iale|iaux|onale?|onaux|urale?|ilial|iliale|aire|[ae]nce|isme|ogie|trie|isanat|isan|ulture|[ts]eur|[ts]if|[ts]ive|enti|erant)s?$/

/** What else a structure may have written for this word. */
export function abbreviationsOf(word: string): string[] {
  const found = new Set(byWord.get(word))
  // Registers cut common words where their columns end; people write them whole.
  if (cut.test(word)) for (let size = 4; size < word.length; size += 1) found.add(word.slice(0, size))
  for (const form of formsOf(word)) found.add(form)
  found.delete(word)
  return [...found]
}

/** Feminine and plural. */
function formsOf(word: string) {
  if (word.length < 4 || /[0-9]/.test(word)) return []
  return [`${word}s`, `${word}e`, `${word}es`, word.replace(/e?s$/, ""), word.replace(/s$/, ""), word.replace(/e$/, "")]
}

/** Names that people use for each other, each written as people would type it, folded. */
const names: string[][] = [
  ["afpa", "association nationale formation professionnelle adultes", "agence nationale formation professionnelle adultes"],
  ["greta", "groupement etablissements", "groupement etablissements formation"],
  ["mfr", "maison familiale rurale", "maison familiale rurale education orientation", "mfreo"],
  ["cci", "chambre commerce industrie", "chambre commerce et industrie"],
  ["cma", "chambre metiers artisanat", "chambre metiers", "chambre de metiers et de l artisanat"],
  ["cnam", "conservatoire national arts metiers"],
  ["france travail", "pole emploi", "anpe", "agence nationale pour l emploi", "assedic"],
  ["mission locale", "mission locale jeunes", "permanence accueil information orientation", "paio"],
  ["cap emploi", "ohe"],
  ["cfa", "centre formation apprentis", "centre de formation d apprentis"],
  ["cfppa", "centre formation professionnelle promotion agricole"],
  ["eplefpa", "etablissement public local enseignement formation professionnelle agricole", "lycee agricole"],
  ["ifsi", "institut formation soins infirmiers"],
  ["ifas", "institut formation aides soignants"],
  ["iut", "institut universitaire technologie"],
  ["iae", "institut administration entreprises"],
  ["crous", "centre regional oeuvres universitaires scolaires"],
  ["cio", "centre information orientation"],
  ["cibc", "centre interinstitutionnel bilan competences", "centre bilan competences"],
  ["creps", "centre ressources expertise performance sportive", "centre regional education populaire sport"],
  ["ogec", "organisme gestion enseignement catholique", "organisme gestion ecole catholique"],
  ["aep", "association education populaire"],
  ["mjc", "maison jeunes culture"],
  ["ccas", "centre communal action sociale"],
  ["chu", "centre hospitalier universitaire", "centre hospitalier regional universitaire", "chru"],
  ["hopital", "centre hospitalier", "chr", "chu", "groupe hospitalier"],
  ["clinique", "polyclinique"],
  ["inp", "institut national polytechnique"],
  ["ens", "ecole normale superieure"],
  ["ensam", "ecole nationale superieure arts metiers"],
  ["insa", "institut national sciences appliquees"],
  ["irts", "institut regional travail social", "association regionale travail social"],
  ["imt", "institut mines telecom"],
  ["erea", "etablissement regional enseignement adapte"],
  ["ime", "institut medico educatif"],
  ["itep", "institut therapeutique educatif pedagogique"],
  ["fjt", "foyer jeunes travailleurs"],
  ["cidff", "centre information droits femmes familles"],
  ["carsat", "caisse assurance retraite sante travail"],
  ["conseil departemental", "departement", "conseil general"],
  ["conseil regional", "region"],
  ["sup de co", "ecole superieure commerce", "esc"],
  ["ehpad", "etablissement hebergement personnes agees dependantes"],
  ["esat", "etablissement service aide travail"],
  ["e2c", "ecole deuxieme chance", "ecole de la 2eme chance"],
  ["epide", "etablissement insertion emploi"],
  ["geiq", "groupement employeurs insertion qualification"],
  ["plie", "plan local insertion emploi"],
  ["btp", "batiment travaux publics"],
  ["gip fcip", "groupement interet public formation continue insertion professionnelle"],
  ["insee", "institut national statistique etudes economiques"],
  ["cpam", "caisse primaire assurance maladie"],
  ["caf", "caisse allocations familiales"],
  ["urssaf", "union recouvrement cotisations securite sociale allocations familiales"],
  ["msa", "mutualite sociale agricole"],
  ["mairie", "commune", "ville"],
  ["uimm", "union industries metiers metallurgie"],
  ["legta", "lycee enseignement general technologique agricole"],
  ["lpo", "lycee polyvalent"],
  ["lp", "lycee professionnel", "lep", "lycee enseignement professionnel"],
  ["inspe", "institut national superieur professorat education", "espe", "ecole superieure professorat education", "iufm"],
  ["cpne", "commission paritaire nationale emploi", "cpnef"],
  ["udaf", "union departementale associations familiales"],
  ["adapei", "association departementale amis parents enfants inadaptes"],
  ["unapl", "union nationale professions liberales"],
  ["opco", "operateur competences"],
  ["sdis", "service departemental incendie secours", "pompiers"],
]

export type Alias = { from: number; to: number; phrases: string[][] }

const phrases = names.map((family) =>
  family.map((name) => (name.includes(" ") ? name.split(" ").filter((word) => word.length > 2) : [name])),
)

/** Finds the runs of words that are a name people use, each with the other names of the same thing. The last word may be unfinished. */
export function aliasesIn(words: readonly string[]): Alias[] {
  const found: Alias[] = []
  for (const family of phrases)
    for (const phrase of family)
      for (let from = 0; from + phrase.length <= words.length; from += 1)
        if (phrase.every((word, place) => words[from + place] === word))
          found.push({ from, to: from + phrase.length, phrases: family.filter((other) => other !== phrase) })
  return found
}
