import { describe, expect, test } from 'vitest'
import {
  formOf,
  isUnchanged,
  templateOf,
  type TemplateForm,
} from '../../../src/renderer/state/template-form.ts'
import { fieldsAt, isModel, wrongIn } from '../../../src/renderer/state/wrong-fields.ts'
import { templateSchema } from '../../../src/shared/template-schema.ts'
import type { Template } from '../../../src/shared/template.ts'
import { handOver, strict, walkIn } from '../support/samples.ts'

const challenge: Template = {
  ...strict,
  activation: { when: 'hand-over', gate: 'challenge', lifetimeS: 7200 },
  attribute: { name: 'keys', value: 2 },
}
const form = (rest: Partial<TemplateForm>): TemplateForm => ({ ...formOf(handOver), ...rest })

test.each([walkIn, handOver, strict, challenge])('$name comes back as it went in', (template) => {
  expect(templateOf(formOf(template), template)).toEqual(template)
  expect(wrongIn(formOf(template))).toEqual([])
})

test.each([
  ['yes', true],
  ['no', false],
  ['number', 7],
  ['text', '7'],
] as const)('an attribute of kind %s keeps its kind', (attribute, value) => {
  const typed = form({ attribute, attributeName: 'badge', attributeValue: '7' })
  expect(templateOf(typed, handOver).attribute).toEqual({ name: 'badge', value })
})

describe('what is unchanged', () => {
  const editing = { original: walkIn, isNew: false, wrong: [], isLeaving: false }

  test('is a form nobody typed in, or typed back', () => {
    expect(isUnchanged({ ...editing, form: formOf(walkIn) })).toBe(true)
    expect(isUnchanged({ ...editing, form: { ...formOf(walkIn), name: ' Walk-in desk ' } })).toBe(
      true,
    )
  })

  test('is none with another choice, and no new template', () => {
    expect(isUnchanged({ ...editing, form: { ...formOf(walkIn), alwaysUv: true } })).toBe(false)
    expect(isUnchanged({ ...editing, form: formOf(walkIn), isNew: true })).toBe(false)
  })
})

const wrong: readonly (readonly [string, Partial<TemplateForm>])[] = [
  ['name', { name: '  ' }],
  ['activation.gate', { pin: 'typed', forcePinChange: 'never' }],
  ['activation.group', { activation: 'group' }],
  ['activation.lifetimeS', { activation: 'challenge', lifetime: '86401' }],
  ['pin.length', { pinLength: '3' }],
  ['pin.length', { pinLength: '6', minimumPinLength: '8' }],
  ['minimumPinLength', { minimumPinLength: '2' }],
  ['forcePinChange', { pin: 'typed', activation: 'at-once', forcePinChange: 'required' }],
  ['attribute.name', { attribute: 'yes' }],
  ['attribute.value', { attribute: 'number', attributeName: 'n', attributeValue: 'x' }],
  ['inactive.group', { inactive: 'leave-group' }],
]

test.each(wrong)('%s is wrong here as it is at the station', (field, rest) => {
  const typed = form(rest)
  expect(wrongIn(typed)).toEqual([field])
  const parsed = templateSchema.safeParse(templateOf(typed, handOver))
  const paths = parsed.success
    ? []
    : parsed.error.issues.map(({ path }) => ['template', ...path].join('.'))
  expect(parsed.success).toBe(false)
  expect(fieldsAt(paths)).toContain(field)
})

test('a refusal is told beside its field, however deep it is', () => {
  expect(fieldsAt(['template.models.3'])).toEqual(['models'])
  expect(fieldsAt(['template.pin.length', 'template.groups.0.name'])).toEqual([
    'pin.length',
    'groups',
  ])
  expect(fieldsAt(['template'])).toEqual([])
})

test('a model is told by its number', () => {
  expect(isModel('2fc0579f-8113-47ea-b116-bb5a8db9202a')).toBe(true)
  expect(isModel('2FC0579F-8113-47EA-B116-BB5A8DB9202A')).toBe(false)
  expect(isModel('YubiKey 5 NFC')).toBe(false)
})
