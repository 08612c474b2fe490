/**
 * Questions of the kinds that people ask and that a search by words misses easily, written from the names of the real file, by class.
 * `expected`: a SIRET, or what one of the first `within` answers must be once its number, names, postcode and commune are folded into one
 * line. Each class has its questions for tuning and, under `apart`, those that are only scored: two thirds, one third.
 */
export type Question = readonly [question: string, expected: string | RegExp, within?: number]
/** `never`: what none of the first ten answers may be. */
type Class = { tuning: readonly Question[]; apart: readonly Question[]; never: readonly (readonly [question: string, RegExp])[] }

export const classes: Record<string, Class> = {
  "two words, of which one is not in the row": {
    tuning: [
      ["creps bordeaux", "19330159500016"],
      ["creps poitiers", "19860058700010"],
      ["cesi angouleme", "77572257200929"],
      ["isnab bordeaux", "78189700400045"],
      ["infa bayonne", "78574029100980"],
      ["promotrans bordeaux", "80863414100127"],
      ["aerocampus bordeaux", "53205054900015"],
      ["perf bayonne", "51890309100024"],
    ],
    apart: [
      ["creps toulouse", /creps|expertise/],
      ["formaposte bordeaux", /formaposte midi atlantique/],
      ["fisl royan", "51928546400029"],
      ["ifhco tulle", "81065555500029"],
    ],
    never: [
      ["creps bordeaux", / (13|44|54|59|67)\d{3} /],
      ["cesi angouleme", / (64|33|44)\d{3} /],
    ],
  },
  "the word to keep, and the region": {
    tuning: [
      ["greta nouvelle aquitaine", /greta.* (16|17|19|23|24|33|40|47|64|79|86|87)\d{3} /],
      ["lycee agricole dax", /(legta|agricole).* 40180 /],
      ["creps nouvelle aquitaine", /creps (33|86)/],
      ["aftral nouvelle aquitaine", /aftral.* (16|17|19|23|24|33|40|47|64|79|86|87)\d{3} /],
      ["lycee agricole aquitaine perigueux", /(legta|agricole).* 24\d{3} /],
      ["cesi bretagne", /cesi.* (22|29|35|56)\d{3} /],
      ["infa limoges", /infa (16|17|19|23|24|33|40|47|64|79|86|87)/],
      ["ynov campus pessac", "53275739000010"],
    ],
    apart: [
      ["wild code school gironde", "79492606300262"],
      ["afpa rhone alpes", /afpa.* (01|07|26|38|42|69|73|74)\d{3} /],
      ["polaris formation tulle", /polaris formation.* 87/],
      ["compagnons du devoir dordogne", "77566202600837"],
    ],
    never: [
      ["greta nouvelle aquitaine", /^(?!.*greta)/],
      ["creps nouvelle aquitaine", /^(?!.*creps)/],
    ],
  },
  "one word of a sigle or of a name of several": {
    tuning: [
      ["fipag", "18383011600020"],
      ["forinval", /gip forinval/],
      ["formavie", "18340019100023"],
      ["galien", /espace galien/, 2],
      ["fcip aquitaine", "18330041700015"],
      ["sansoc", /sansoc/],
      ["marbeuf", "38247153000040"],
      ["mazaubert", "24330081100128"],
    ],
    apart: [
      ["klm", /societe klm/],
      ["ftlv dijon", /gip ftlv|formation tout au long de la vie de bourgogne/],
      ["gibtp", "19974982100013"],
    ],
    never: [["fipag", /^(?!.*fipag)/]],
  },
  "letters and digits together": {
    tuning: [
      ["cma77", /cma77/],
      ["cma 77", /cma77/],
      ["cma 93", /cma93/],
      ["cma86", /cma.* 86/],
      ["af 81", "40805858400033"],
      ["afi24", /afi 24/],
      ["ps 38", "39936835600024"],
      ["galien87", /galien 87/],
      ["m2s 33", "83464473400016"],
    ],
    apart: [
      ["cma95 cergy", "13002797200285"],
      ["aftral86", /aftral 86/],
      ["g 2 c", "53535216500034"],
      ["greta58", /greta 58/],
      ["unec87", "77807087000010"],
    ],
    never: [
      ["cma77", /^(?!.* 77)/],
      ["galien87", /^(?!.*galien)/],
    ],
  },
  "ties between whole names": {
    tuning: [
      ["ecole de savignac", /savignac les eglises/],
      ["sci ecole de savignac", "34883868100024"],
      ["simplon.co", /simplon co/],
      ["damalis", "48216840800037"],
      ["damalis formations", "48216840800029"],
      ["polaris formation", /polaris formation/],
      ["societe klm", /societe klm/],
      ["afpa entreprises", /afpa entreprises/],
    ],
    apart: [
      ["lycee jeanne d arc montaigu", "34980256100010"],
      ["ynov", /ynov/],
      ["cesi", /cesi.* (16|17|33|64)\d{3} /],
      ["aftral", /aftral.* (16|17|19|23|24|33|40|47|64|79|86|87)\d{3} /],
    ],
    never: [["polaris formation", /^(?!.*polaris)/]],
  },
  "order and nearness": {
    tuning: [
      ["cfa batiment", /(cfa batiment|cfa du batiment)/],
      ["batiment cfa", /batiment cfa/],
      ["cfa batiment limoges", /cfa batiment limoges/],
      ["campus ynov", /ynov campus/],
      ["ecole matile", /ecole matile/],
      ["cfa numerique", "80365618000020"],
      ["alternance sud atlantique", /alternance sud atlantique/],
      ["sud management", /sud management/],
    ],
    apart: [
      ["btp cfa bretagne", /batiment cfa bretagne|btp cfa bretagne/],
      ["formation outdoor", "88116240800010"],
      ["societe francaise de sophrologie", "38958859100039"],
      ["academie basque sport", "49218219100022"],
    ],
    never: [["sud management", /^(?!.*sud management)/]],
  },
  "names before places": {
    tuning: [
      ["lycee maritime la rochelle", "19171407000015"],
      ["lycee maritime", /lycee.* maritim/],
      ["montaigne bordeaux", /montaigne/],
      ["paris ynov", "53066741900051"],
      ["bordeaux ynov", "53275739000010"],
      ["lorraine greta", /greta lorraine/],
      ["marmande", /marmande/],
    ],
    apart: [
      ["lycee de la mer", "19170091300012"],
      ["lycee sud gironde", "19330082900010"],
      ["maritime", /maritim/],
      ["compostelle", /compostelle/],
      ["greta rouen maritime", "19760096800022"],
    ],
    never: [
      ["lycee maritime", /^(?!.*maritim)/],
      ["maritime", /^(?!.*maritim)/],
    ],
  },
  "other names and initials": {
    tuning: [
      ["inp toulouse", /institut national polytechnique de toulouse/],
      ["ens rennes", "13001848400019"],
      ["hopital carcassonne", "26110002800024"],
      ["hopital cannes", "26060020000034"],
      ["irts lorraine", "42196824900035"],
      ["insa hauts de france", "13002575200010"],
      ["ehess", "19753742600037"],
      ["erea trelissac", "19240112300018"],
      ["imt albi", "18009202500097"],
    ],
    apart: [
      ["chu bordeaux", "26330582300019"],
      ["hopital martigues", "26130019800072"],
      ["ensa nantes", "19440104800021"],
      ["esp formation alternance superieure", /formation alternance superieure/],
      ["ifag bordeaux", "42084724600196"],
    ],
    never: [["hopital carcassonne", /^(?!.*carcassonne)/]],
  },
  "words stuck together or cut": {
    tuning: [
      ["simplonco", /simplon co/],
      ["prosport concept", "81976011700013"],
      ["glottetrotters", "81261089700017"],
      ["aero campus aquitaine", "53205054900015"],
      ["bordeauxynovcampus", "53275739000010"],
      ["espacegalien", /espace galien/],
      ["silvyaterradelimoges", "35180218600038"],
      ["resova lie formation", "88840855600023"],
      ["wildcodeschool bordeaux", "79492606300262"],
    ],
    apart: [
      ["out door formation", "88116240800010"],
      ["lecole", "81073642100050"],
      ["institutdessaveurs", "13002792300189"],
      ["form a life", "87994125000018"],
    ],
    never: [["bordeauxynovcampus", /^(?!.*ynov)/]],
  },
  "several errors by sound, numbers, addresses": {
    tuning: [
      ["silvia therrade limoje", "35180218600038"],
      ["akadémi bask du spor", "49218219100022"],
      ["polarisse formassion limoje", /polaris formation/],
      ["licé gustav éfel bordo", "19330028200012"],
      ["maizon famillial de beinac", "77802871200025"],
      ["aftral olivait", "30540504502682"],
      ["licee hotelier olivait", "19451304000015"],
      ["FR06349597310", /^349597310/],
      ["FR 63 838297588", "83829758800017"],
      ["www.simplon.co", /simplon co/],
      ["https://www.polaris-formation.fr/contact", /polaris formation/],
      ["ynov.com", /ynov/],
    ],
    apart: [
      ["aikol supérieur du numérik des lande", "90111295300012"],
      ["campu dé métié niore", "13002792300320"],
      ["contact@isfac.fr", /isfac/],
      ["FR55490985561", /^490985561/],
      ["simfoni akompagneman", "83046171100020"],
    ],
    never: [
      ["FR06349597310", /^(?!349597310)/],
      ["www.simplon.co", /^(?!.*simplon)/],
    ],
  },
  "while it is being typed": {
    tuning: [
      ["cma 3", /cma|metiers/],
      ["creps ta", "19330159500016"],
      ["institut du the", "13001835100218"],
      ["ecole superieure de management des l", "53379925000014"],
      ["academie b", "49218219100022"],
      ["wild code school b", "79492606300262"],
      ["lycee polyvalent gustave e", "19330028200012"],
      ["universite bordeaux m", /bordeaux montaigne/],
    ],
    apart: [
      ["polaris f", /polaris formation/],
      ["skills m", "89163157400011"],
      ["univ de bord", /universite de bordeaux/],
      ["cesi as", "77572257200838"],
    ],
    never: [
      ["cma 3", /^(?!.*(cma|metiers))/],
      ["creps ta", /^(?!.*(creps|expertise))/],
    ],
  },
}
