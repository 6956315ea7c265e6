import type { CsvSeparator } from '../../shared/csv.ts'
import { plainText } from '../../shared/plain-text.ts'

/** At the start of a file, it tells a spreadsheet that the file is UTF-8. */
export const byteOrderMark = '\ufeff'

const separators: { readonly [S in CsvSeparator]: string } = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
}

// Whatever of plain text some spreadsheet splits cells at, also where this file does not.
const splits = ',;|'
// OWASP, CSV Injection: what makes a cell a formula, full-width forms included.
const formula = String.raw`=+\-@\uff1d\uff0b\uff0d\uff20`

/** A place where a cell could begin with a formula, also behind blanks and quotation marks. */
const dangerous = new RegExp(String.raw`(^|[${splits}])(?=[\s"]*[${formula}])`, 'gu')
const mustQuote = new RegExp(String.raw`["${splits}]|^\s|\s$`, 'u')

/** One line of a CSV file (RFC 4180 §2), without its end; null is an empty cell. */
export function csvLine(cells: readonly (string | null)[], separator: CsvSeparator): string {
  return cells.map((cell) => (cell === null ? '' : csvCell(cell))).join(separators[separator])
}

/**
 * Plain text, so that a line of the file is a line of the table. An apostrophe makes text of what a
 * spreadsheet would calculate, wherever it splits.
 */
function csvCell(value: string): string {
  const text = plainText(value).replaceAll(dangerous, "$1'")
  return mustQuote.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
