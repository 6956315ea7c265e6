import { expect, test } from 'vitest'
import { templateSchema } from '../../src/shared/template-schema.ts'
import { templateOf } from '../support/samples.ts'

test('what a template is called, and its groups, are one line of text of the length it may have', () => {
  const name = ' Walk-in\u001b]0;x\u0007\r\nIssued\u202e '
  const groups = [{ id: '00g1', name: 'Finance\u200b' }]
  const template = templateSchema.parse({ ...templateOf('walk-in'), name, groups })
  expect(template.name).toBe('Walk-in␛]0;x␇␍␊Issued<U+202E>')
  expect(template.groups).toEqual([{ id: '00g1', name: 'Finance<U+200B>' }])
  // Once read it reads the same again, from the registry as from a file.
  expect(templateSchema.parse(template)).toEqual(template)
  const long = { ...templateOf('walk-in'), name: '\u202e'.repeat(20) }
  expect(templateSchema.safeParse(long).success).toBe(false)
})
