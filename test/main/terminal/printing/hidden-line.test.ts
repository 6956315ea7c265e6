import { expect, test } from 'vitest'
import { HiddenLine } from '../../../../src/main/terminal/printing/hidden-line.ts'

/** What comes of what a terminal sends, one read after the other. */
function typed(...reads: readonly string[]) {
  const line = new HiddenLine()
  const events = reads.map((read) => line.take(Buffer.from(read)))
  return { event: events.at(-1), text: Buffer.from(line.bytes()).toString() }
}

test('characters up to Enter, and Backspace takes a whole one back', () => {
  expect(typed('12é', '\x7f', '34\r')).toEqual({ event: 'entered', text: '1234' })
  expect(typed('\b\b1\n')).toEqual({ event: 'entered', text: '1' })
})

test('Ctrl+D ends an empty line as no answer, and no other', () => {
  expect(typed('\x04')).toEqual({ event: 'ended', text: '' })
  expect(typed('1', '\x7f', '\x04')).toEqual({ event: 'ended', text: '' })
  expect(typed('12', '\x04', '34\r')).toEqual({ event: 'entered', text: '1234' })
})

test('Ctrl+C interrupts, in the middle of anything', () => {
  expect(typed('12', '\x03').event).toBe('interrupted')
  expect(typed('12', '\x1b[', '\x03').event).toBe('interrupted')
})

test.each([
  ['an arrow', '\x1b[A'],
  ['an arrow in application mode', '\x1bOA'],
  ['Delete', '\x1b[3~'],
  ['a function key with Shift', '\x1b[15;2~'],
  ['Alt and a letter', '\x1bx'],
  ['Esc alone', '\x1b'],
  ['Tab, Ctrl+U and Ctrl+Z', '\t\x15\x1a'],
  ['a null byte', '\0'],
])('%s is no part of a PIN', (_, sent) => {
  expect(typed('12', sent, '34\r')).toEqual({ event: 'entered', text: '1234' })
})

test('a sequence that comes in two reads is left out whole', () => {
  expect(typed('12', '\x1b[1', ';5C', '34\r')).toEqual({ event: 'entered', text: '1234' })
})

test('what was read and what was typed is zeroed', () => {
  const read = Buffer.from('1234\r1234')
  const line = new HiddenLine()
  line.take(read)
  const copy = line.bytes()
  line.zero()
  expect(read).toEqual(Buffer.alloc(read.length))
  expect([copy.length, line.bytes().length]).toEqual([4, 0])
})

test('more than any PIN is not taken', () => {
  expect(typed('1'.repeat(300), '\r').text).toHaveLength(256)
})
