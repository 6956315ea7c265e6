import { german } from '../../shared/text/de/german.ts'
import { terminalWords as germanTerminal } from '../../shared/text/de/terminal.ts'
import { english } from '../../shared/text/en/english.ts'
import { terminalWords as englishTerminal } from '../../shared/text/en/terminal.ts'
import type { TerminalWords } from '../../shared/text/terminal-words.ts'
import type { Language, Words } from '../../shared/text/words.ts'
import { languageOfLocale } from '../system/locale.ts'

/** Everything the terminal says in one language: the words it shares with the window, and its own. */
export interface Texts {
  readonly words: Words
  readonly terminal: TerminalWords
}

const texts: { readonly [L in Language]: Texts } = {
  en: { words: english, terminal: englishTerminal },
  de: { words: german, terminal: germanTerminal },
}

export function textsIn(language: Language): Texts {
  return texts[language]
}

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(texts, text)
}

/** `--language` as it stands in the command line, right or wrong: even what is wrong is told in it. */
export function languageOf(args: readonly string[], locale: string): Language {
  const at = args.findIndex((arg) => /^--language(=|$)/u.test(arg))
  const named = at < 0 ? undefined : (args[at]?.split('=')[1] ?? args[at + 1])
  if (named !== undefined && isLanguage(named)) return named
  return languageOfLocale(locale)
}
