/** Fields that several forms of the offer share. */
import * as z from "zod/mini"
import { line } from "@/lib/platform/text/fields"
import { isKeyOf } from "@/lib/platform/text/lookup"
import { levels } from "@/lib/rafael/codes/rules"

const codesIn = (text: string) => [
  ...new Set(
    text
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  ),
]

/** Codes typed one after the other, whatever separates them: all of this shape, `most` of them. `wrong`: the message for another shape. */
export function codeList(shape: RegExp, most: number, wrong: string) {
  return z.pipe(
    line(200).check(
      z.refine((text) => codesIn(text).every((code) => shape.test(code)), wrong),
      z.refine((text) => codesIn(text).length <= most, `${most} codes au plus.`),
    ),
    z.transform(codesIn),
  )
}

/** A LHÉO level as its number; null when it is not said. */
export const levelField = z.pipe(
  z.string().check(z.refine((text) => text === "" || isKeyOf(levels, text), "Choisissez un des niveaux proposés.")),
  z.transform((text: string) => (text === "" ? null : Number(text))),
)
