import { describe, expect, test } from 'vitest'
import { csvLine } from '../../../src/main/system/csv.ts'
import { separatorOf } from '../../../src/shared/csv.ts'
import { plainText } from '../../../src/shared/plain-text.ts'

const separators = ['comma', 'semicolon', 'tab'] as const
const characters = { comma: ',', semicolon: ';', tab: '\t' }
const formulas = ['=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20']

const attacks = formulas.flatMap((sign) =>
  [
    `${sign}1+1`,
    ` ${sign}1+1`,
    `"${sign}1+1`,
    `\0${sign}1+1`,
    `x;${sign}1+1`,
    `x; ${sign}1+1`,
    `x;"${sign}1+1"`,
    `x,${sign}1+1`,
    `x\t${sign}1+1`,
    `x|${sign}1+1`,
    `x\n${sign}1+1`,
    `x\r\n${sign}1+1`,
    `x\u2028${sign}1+1`,
    `;;${sign}1+1`,
    `${sign}cmd|' /C calc'!A0`,
    `x";"y,${sign}1+1`,
  ].map((text) => [text]),
)

/** As a spreadsheet without any regard for quotation marks would, and then taking those away. */
function split(line: string, by: string): string[] {
  return line.split(by).flatMap((part) => part.split(/[\n\r\u2028]/u))
}

/** As RFC 4180 has it, for one line and one separator. */
function parse(line: string, separator: string): string[] {
  const cells: string[] = []
  let rest = line
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/u.exec(rest)
    const cell = quoted ? quoted[0] : (rest.split(separator)[0] ?? '')
    cells.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : cell)
    if (cell.length === rest.length) return cells
    rest = rest.slice(cell.length + 1)
  }
}

describe.each(separators)('a cell in a file separated by %s', (separator) => {
  test.each(attacks)('is no formula, wherever it is split: %j', (attack) => {
    const line = csvLine(['1', attack, 'end'], separator)
    for (const by of [',', ';', '\t', '|']) {
      for (const cell of split(line, by)) expect(cell).not.toMatch(/^[\s"\0]*[=+\-@＝＋－＠]/u)
    }
    const cells = parse(line, characters[separator])
    expect(cells).toHaveLength(3)
    expect((cells[1] ?? '').replaceAll("'", '')).toBe(plainText(attack).replaceAll("'", ''))
  })

  test.each([
    'jane.doe@example.com',
    '2026-11-23T00:00:00.000Z',
    '0197b1f2-6c1e-7a52-9d0b-3f1d8f6f2a11',
    'desk, east; "second" floor',
    ' blanks ',
    '',
  ])('says what it said: %j', (text) => {
    expect(parse(csvLine([text, 'end'], separator), characters[separator])).toEqual([text, 'end'])
  })
})

test('a line of the file is a line of the table, whatever stands in its cells', () => {
  const cells = ['\tx', '\rx', 'Zoë\nMüller', '\0x', 'a\u202eb\u009bc']
  expect(csvLine(cells, 'comma')).toBe('␉x,␍x,Zoë␊Müller,␀x,a<U+202E>b<U+009B>c')
})

test('the case of a semicolon in a file that is separated by commas', () => {
  expect(csvLine(['x;=1+1', null, 'y'], 'comma')).toBe(`"x;'=1+1",,y`)
})

test.each([
  ['en-US', 'comma'],
  ['en', 'comma'],
  ['ja-JP', 'comma'],
  ['es-MX', 'comma'],
  ['de', 'semicolon'],
  ['de-AT', 'semicolon'],
  ['de-CH', 'semicolon'],
  ['fr-FR', 'semicolon'],
  ['pt-BR', 'semicolon'],
  ['no locale', 'comma'],
])('a spreadsheet in %s separates by %s', (locale, separator) => {
  expect(separatorOf(locale)).toBe(separator)
})
