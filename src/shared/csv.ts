/** What stands between the cells of a CSV file. */
export type CsvSeparator = 'comma' | 'semicolon' | 'tab'

/** Where the decimal sign is a point and a list is separated by a semicolon all the same. */
const semicolonRegions: readonly string[] = ['CH', 'LI']

/**
 * What a spreadsheet separates cells by where this locale (BCP 47) is set: a semicolon where the comma
 * is the decimal sign, as the systems' list separator has it. One that is no locale counts as English.
 */
export function separatorOf(locale: string): CsvSeparator {
  try {
    const parts = new Intl.NumberFormat(locale).formatToParts(1.5)
    const isDecimalComma = parts.some(({ type, value }) => type === 'decimal' && value === ',')
    const { region = '' } = new Intl.Locale(locale)
    return isDecimalComma || semicolonRegions.includes(region) ? 'semicolon' : 'comma'
  } catch {
    return 'comma'
  }
}
