import { expect, test } from 'vitest'
import { defaultTemplates } from '../../../src/main/store/default-templates.ts'
import { german } from '../../../src/shared/text/de/german.ts'
import { english } from '../../../src/shared/text/en/english.ts'
import { templateName } from '../../../src/shared/text/template-name.ts'

test('what a registry starts with has a name in each language, until somebody changes it', () => {
  for (const template of defaultTemplates) {
    expect(templateName(english, template)).toBe(template.name)
    expect(templateName(german, template)).not.toBe(template.name)
    const changed = { ...template, version: 2, name: 'Empfang' }
    expect(templateName(english, changed)).toBe('Empfang')
  }
  const [first] = defaultTemplates
  expect(first && templateName(german, { ...first, id: 'contractors' })).toBe(first?.name)
})
