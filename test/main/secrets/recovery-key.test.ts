import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  makeRecoveryKey,
  openWithRecoveryKey,
  readRecoveryKey,
} from '../../../src/main/secrets/recovery-key.ts'
import { recoverySheet } from '../../../src/main/station/station-key/recovery-sheet.ts'

const stationKey = new Uint8Array(randomBytes(32))

test('a sheet brings the key back, and that opens the station’s', () => {
  const { text, sealed } = makeRecoveryKey(stationKey)
  expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){13}[0-9A-HJKMNP-TV-Z]{4}$/)
  const key = readRecoveryKey(recoverySheet(text, 'desk', new Date()))
  expect(key && openWithRecoveryKey(key, sealed)).toEqual(Buffer.from(stationKey))
})

test('it may be typed as people type: in small letters, with blanks, with O and I', () => {
  const { text } = makeRecoveryKey(stationKey)
  const typed = text.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
  expect(readRecoveryKey(`  ${typed}\r\n`)).toEqual(readRecoveryKey(text))
})

test('a slip of the pen is no key', () => {
  const { text } = makeRecoveryKey(stationKey)
  const first = text.startsWith('7') ? '8' : '7'
  for (const slip of [first + text.slice(1), text.slice(1), `${text}0`, '', 'UUUU-UUUU']) {
    expect(readRecoveryKey(slip)).toBeNull()
  }
})

test('another key opens nothing', () => {
  const { sealed } = makeRecoveryKey(stationKey)
  const other = readRecoveryKey(makeRecoveryKey(stationKey).text)
  expect(other && openWithRecoveryKey(other, sealed)).toBeNull()
})
