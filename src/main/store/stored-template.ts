import { z } from 'zod'
import { templateShape } from '../../shared/template-schema.ts'
import type { Template } from '../../shared/template.ts'
import { jsonOf } from './rows/read-row.ts'

/** More than there are versions of templates at any station. */
const mostKnown = 1000

/** Thousands of rows have the same few templates: what was read once is known by its text. */
const known = new Map<string, Template>()

const read = jsonOf(templateShape)

/** A column with a template as JSON. What its settings say together was judged when it was saved. */
export const storedTemplate = z.string().transform((text, context) => {
  const before = known.get(text)
  if (before) return before
  const template = read.safeParse(text)
  if (!template.success) {
    context.issues.push({ code: 'custom', input: text, message: 'no template' })
    return z.NEVER
  }
  if (known.size === mostKnown) known.clear()
  known.set(text, template.data)
  return template.data
})
