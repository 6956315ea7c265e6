import { describe, expect, test } from 'vitest'
import { CtapStatusError } from '../../../src/ctap2/index.ts'
import { causeOf, tellDefect } from '../../../src/main/desk/failure-of.ts'
import { TextFileError } from '../../../src/main/system/read-text-file.ts'
import { textsIn } from '../../../src/main/terminal/language.ts'
import { failureLines } from '../../../src/main/terminal/printing/failure-lines.ts'
import type { FailureCause } from '../../../src/shared/failure.ts'

const pinInvalid = 0x31
const pinAuthBlocked = 0x34

const refused = (status: number, pinRetries: number | null, powerCycleState: boolean | null) =>
  causeOf(new CtapStatusError('authenticatorClientPIN', status, { pinRetries, powerCycleState }))

describe('a refused PIN is told by what the key counts', () => {
  test('a wrong one that can be tried again', () => {
    expect(refused(pinInvalid, 5, false)).toEqual({ code: 'pin-wrong', retriesLeft: 5 })
    expect(refused(pinInvalid, null, null)).toEqual({ code: 'pin-wrong', retriesLeft: null })
  })

  test('the last one is over for good, whatever the status', () => {
    for (const status of [pinInvalid, pinAuthBlocked]) {
      const cause = refused(status, 0, true)
      expect(cause).toEqual({ code: 'pin-blocked' })
      const text = failureLines(textsIn('en'), cause, 'untouched').join('\n')
      expect(text).not.toContain('0 attempts')
      expect(text).toContain('erase')
    }
  })

  test('the third in a row takes another insertion, not another try', () => {
    const cause = refused(pinInvalid, 5, true)
    expect(cause).toEqual({ code: 'pin-blocked-until-reinserted' })
    expect(failureLines(textsIn('en'), cause, 'untouched').join('\n')).toContain('insert it again')
  })
})

describe('what is told is true where nobody did anything wrong', () => {
  const told = (cause: FailureCause) => failureLines(textsIn('en'), cause, 'untouched').join('\n')

  test('a reset that comes too late: nobody could touch, only inserting it again helps', () => {
    expect(told({ code: 'reset-too-late' })).not.toMatch(/touch/i)
    expect(told({ code: 'reset-too-late' })).toMatch(/remove the key.*insert it then/iu)
  })

  test('an erasure nobody agreed to is not the template’s doing', () => {
    expect(told({ code: 'erase-not-confirmed' })).not.toMatch(/template/)
    expect(told({ code: 'erase-not-confirmed' })).toContain('--erase')
  })

  test('a key that never was the one did not “come back”', () => {
    expect(told({ code: 'different-key' })).not.toContain('came back')
  })
})

test('what a failure quotes is text on one line', () => {
  expect(causeOf(new TextFileError('a\u001b[2J\r\nIssued\u202e.json', 'missing'))).toEqual({
    code: 'file-not-read',
    file: 'a␛[2J␍␊Issued<U+202E>.json',
    reason: 'missing',
  })
})

test('a defect is told line by line, and its message cannot steer the terminal by looking like a place', () => {
  const lines: string[] = []
  const error = new TypeError('no\n    at \u001b]0;x\u0007\u202eforged')
  tellDefect(error, (line) => lines.push(line))
  expect(lines[0]).toBe('TypeError')
  expect(lines[1]).toBe('    at ␛]0;x␇<U+202E>forged')
  expect(lines.slice(2).every((line) => /^ {4}at /.test(line))).toBe(true)
})
