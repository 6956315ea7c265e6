import { german } from '../../shared/text/de/german.ts'
import { english } from '../../shared/text/en/english.ts'
import { failureWords } from '../../shared/text/failure-words.ts'
import { remediesOf } from '../../shared/text/remedies.ts'
import { causeOf } from '../desk/failure-of.ts'
import { languageOfLocale } from '../system/locale.ts'

/** What is said in a dialog of the system, where there is no window to say it in. */
export interface StartWords {
  readonly title: string
  readonly text: string
}

/**
 * Why the station could not be opened or changed. An error's own text may hold anything, so it is told by its
 * cause, in the words of a failure.
 */
export function startWords(
  what: 'cannotStart' | 'staysAsItWas',
  error: unknown,
  locale: string,
): StartWords {
  const words = { en: english, de: german }[languageOfLocale(locale)]
  const cause = causeOf(error)
  const { title, detail } = failureWords(words, cause)
  const remedies = remediesOf(cause).map((name) => words.remedies[name].detail)
  const code = `${words.failed.code.label}: ${cause.code}`
  return {
    title: words.shell[what].label,
    text: [`${title}. ${detail}`, '', ...remedies, '', code].join('\n'),
  }
}
