import { z } from 'zod'

/** A profile in a request: names and plain values; the user schema judges each. */
export const profileSchema = z.record(
  z.string(),
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(z.union([z.string(), z.number()])),
  ]),
)
