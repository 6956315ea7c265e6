import { german } from '../../shared/text/de/german.ts'
import { english } from '../../shared/text/en/english.ts'
import type { Language, Words } from '../../shared/text/words.ts'
import { useWindow } from '../state/store.ts'

const languages: { readonly [L in Language]: Words } = { en: english, de: german }

export function wordsIn(language: Language): Words {
  return languages[language]
}

export function useWords(): Words {
  return wordsIn(useWindow((state) => state.language))
}
