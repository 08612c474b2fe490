import { expect, it } from "vitest"
import { toCsv } from "@/lib/platform/text/csv"

it("21: a file that a French Excel opens right, with formulas made inert", () => {
  const rows = [
    ["Éléonore ; « l’aînée »", '=HYPERLINK("http://mal.example")', 3],
    ["+33", "@cmd", null],
    ["-1", " =1+1", true],
    ["\tx", "ligne\r\ndeux", new Date(0)],
    ["ordinaire", "a=b", "é"],
    ["＝1", " ＠x", "\u200b=1"],
    ["a,=1+1", ";=1", "l'été"],
  ]
  expect(toCsv(["nom", "note", "n"], rows)).toBe(
    "\ufeffnom;note;n\r\n" +
      `"Éléonore ; « l’aînée »";"'=HYPERLINK(""http://mal.example"")";3\r\n` +
      "'+33;'@cmd;\r\n" +
      "'-1;' =1+1;true\r\n" +
      `'\tx;"ligne\r\ndeux";1970-01-01 01:00:00\r\n` +
      "ordinaire;a=b;é\r\n" +
      "'＝1;' ＠x;'\u200b=1\r\n" +
      `"a,=1+1";"';=1";l'été\r\n`,
  )
})
