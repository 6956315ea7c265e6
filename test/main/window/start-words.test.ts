import { expect, test } from 'vitest'
import { RegistryError } from '../../../src/main/store/file/registry-error.ts'
import { startWords } from '../../../src/main/window/start-words.ts'

test('a station that cannot start says why, and what helps, in the language of the computer', () => {
  const error = new RegistryError('part-missing')
  const english = startWords('cannotStart', error, 'en_GB.UTF-8')
  expect(english.title).toBe('Keydesk cannot start')
  expect(english.text).toMatch(/^A part of the register is missing\. /)
  expect(english.text).toContain('Bring both files')
  expect(english.text).toMatch(/Code: registry-unavailable$/)
  const german = startWords('cannotStart', error, 'de-DE')
  expect(german.title).toBe('Keydesk kann nicht starten')
  expect(german.text).toMatch(/^Ein Teil des Registers fehlt\. /)
})

test('an error’s own text is never shown', () => {
  const { text } = startWords('staysAsItWas', new Error('a secret'), 'en')
  expect(text).toContain('Keydesk made a mistake')
  expect(text).not.toContain('secret')
})
