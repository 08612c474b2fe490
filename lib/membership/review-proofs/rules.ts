/** The look of the proof of a review, in Typst: a tagged document, a table with its header on each page. Data are read as JSON, never as Typst. */
export const proofTemplate = `
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, author: d.author)
#set text(lang: "fr", region: "FR", font: "Figtree", size: 9pt, fill: rgb("#22303c"))
#set page(
  paper: "a4",
  flipped: true,
  margin: (x: 1.6cm, top: 1.6cm, bottom: 1.8cm),
  footer: context text(size: 8pt, [#d.title. Page #counter(page).display() sur #counter(page).final().first()]),
)
#show heading: set text(size: 12pt, fill: rgb("#0f4c5c"))
#show title: set text(size: 18pt, weight: "bold", fill: rgb("#0f4c5c"))
#set table(stroke: 0.5pt + rgb("#8a97a3"), inset: 5pt)
#title()
#par(d.subtitle)
#terms(..d.facts.map(f => terms.item(f.at(0), f.at(1))))
#for t in d.tables {
  if t.title != none { heading(level: 1, t.title) }
  table(
    columns: t.widths.map(w => w * 1fr),
    align: (x, y) => if x < t.words { left } else { right },
    table.header(..t.header.map(h => strong(h))),
    ..t.rows.flatten(),
  )
  if t.note != none { par(t.note) }
}
`

/** So many lines in a table of a document: the CSV file has no end. */
export const mostPrinted = 3000
