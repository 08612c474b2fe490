/**
 * The look of the papers, in Typst, by version: a paper is made again with the template of its version, the same to the byte. One that has
 * served is never edited; another version stands beside it.
 */
export const currentTemplate = "1"

export const templates: Record<string, string> = {
  "1": `
#let d = json(bytes(sys.inputs.data))
#set document(title: d.title, author: d.author)
#set text(lang: "fr", region: "FR", font: "Figtree", size: 10pt, fill: rgb("#22303c"))
#set page(
  paper: "a4",
  flipped: d.landscape,
  margin: (x: 2cm, top: 2cm, bottom: 2.2cm),
  footer: context text(size: 8pt, [#d.author, #d.number. Page #counter(page).display() sur #counter(page).final().first()]),
)
#set par(leading: 0.65em)
#show title: set text(size: 20pt, weight: "bold", fill: rgb("#0f4c5c"))
#show heading: set text(size: 12pt, weight: "semibold", fill: rgb("#0f4c5c"))
#show heading: set block(above: 1.4em, below: 0.7em)
// Room for a hand in what is signed on paper.
#set table(stroke: 0.5pt + rgb("#8a97a3"), inset: (x: 6pt, y: if d.landscape { 11pt } else { 6pt }))
#title()
#par(d.subtitle)
#for s in d.sections {
  heading(level: 1, s.heading)
  for p in s.paragraphs { par(p) }
  if s.items.len() > 0 { list(..s.items) }
  if s.facts.len() > 0 { terms(..s.facts.map(f => terms.item(f.at(0), f.at(1)))) }
  if s.table != none {
    table(
      columns: s.table.widths.map(w => w * 1fr),
      table.header(..s.table.header.map(h => strong(h))),
      ..s.table.rows.flatten(),
    )
  }
  if s.signatures.len() > 0 {
    grid(
      columns: s.signatures.map(_ => 1fr),
      gutter: 0.6cm,
      ..s.signatures.map(who => block(breakable: false, stroke: 0.5pt + rgb("#8a97a3"), width: 100%, height: 2.6cm, inset: 8pt, who)),
    )
  }
}
#v(1fr)
#grid(
  columns: (2.4cm, 1fr),
  gutter: 0.5cm,
  align: horizon,
  image(bytes(d.qr), format: "svg", width: 2.4cm, alt: "Code à scanner pour vérifier ce document"),
  text(size: 8pt, [Vérifier ce document : #d.verify]),
)
`,
}
