import type { Language } from '../../shared/text/words.ts'

/** The locale of messages (POSIX.1-2017, section 8.2); the system's own where the environment names none. */
export function localeOf(environment: NodeJS.ProcessEnv): string {
  const named = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name])
  return named.find((value) => value) ?? Intl.DateTimeFormat().resolvedOptions().locale
}

/** The language of ours that a locale is in. */
export function languageOfLocale(locale: string): Language {
  return /^de([_.@-]|$)/iu.test(locale) ? 'de' : 'en'
}
