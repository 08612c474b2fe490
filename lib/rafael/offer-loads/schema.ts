import * as z from "zod/mini"

/** What was chosen at the launch, as it is kept. `places`: those of a session whose file says no number. */
export const settingsShape = z.object({ places: z._default(z.nullable(z.number()), null), publish: z._default(z.boolean(), false) })
export type ImportSettings = z.infer<typeof settingsShape>

const sample = z.object({ numero: z.string(), title: z.string(), changes: z.array(z.string()) })
export type OfferSample = z.infer<typeof sample>

/** What an import did, or would do, in formations. The lists hold only the first ones; the counts are complete. */
export const offerReportShape = z.object({
  created: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  rejectedCount: z.number(),
  rejected: z.array(z.object({ line: z.number(), element: z.string(), reason: z.string() })),
  samples: z.object({ created: z.array(sample), changed: z.array(sample) }),
  /** How many of those created lack nothing to be published. */
  publishable: z.number(),
  /** How many new sessions have no number of places in the file. */
  withoutPlaces: z.number(),
  /** Courses of the structure that the file does not have: nothing is done to them. */
  absentCount: z.number(),
  absent: z.array(z.object({ id: z.string(), numero: z.string(), title: z.string() })),
})
export type OfferReport = z.infer<typeof offerReportShape>
