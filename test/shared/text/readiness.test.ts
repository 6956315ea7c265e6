import { expect, test } from 'vitest'
import { readinessWords as german } from '../../../src/shared/text/de/readiness.ts'
import { readinessWords as english } from '../../../src/shared/text/en/readiness.ts'
import { readinessText } from '../../../src/shared/text/readiness.ts'
import { report } from '../../renderer/support/upkeep-gallery.ts'

test('both languages help with the same', () => {
  expect(Object.keys(german.remedies).toSorted()).toEqual(Object.keys(english.remedies).toSorted())
})

test('the terminal speaks English, the window either', () => {
  const [item] = report
  if (item === undefined) throw new Error('the report is empty')
  expect(readinessText(item).title).toBe('Organization reachable')
  expect(readinessText(item, 'de').title).toBe('Organisation erreichbar')
})

test.each(['en', 'de'] as const)('every item of a report is told whole in %s', (language) => {
  for (const item of report) {
    const { title, detail, remedy, where } = readinessText(item, language)
    expect([title, detail]).not.toContain('')
    expect(detail).toMatch(/[.]$/u)
    expect(remedy === '' && where === '').toBe(item.state === 'ok' || item.state === 'unknown')
  }
})
