import type { Language } from '../../shared/text/words.ts'
import { change, useWindow, type Look } from './store.ts'

/** Where language and look are kept on this computer. */
const places = { language: 'keydesk.language', look: 'keydesk.look' } as const

/** Takes up what was chosen before; else the language of the system, and its look. */
export function restoreLook(): void {
  const language = read(places.language)
  const look = read(places.look)
  change({
    language: isLanguage(language) ? language : languageOfSystem(),
    look: isLook(look) ? look : 'system',
  })
  show(useWindow.getState().look)
  useWindow.subscribe((state, before) => {
    if (state.look !== before.look) {
      show(state.look)
      write(places.look, state.look)
    }
    if (state.language !== before.language) write(places.language, state.language)
  })
}

/** The colours of style/tokens.css follow this. */
function show(look: Look): void {
  document.documentElement.dataset.look = look
}

function languageOfSystem(): Language {
  return navigator.language.startsWith('de') ? 'de' : 'en'
}

function isLanguage(value: string | null): value is Language {
  return value === 'en' || value === 'de'
}

function isLook(value: string | null): value is Look {
  return value === 'system' || value === 'light' || value === 'dark'
}

function read(place: string): string | null {
  try {
    return localStorage.getItem(place)
  } catch {
    return null
  }
}

/** Where nothing may be kept, it is chosen again next time. */
function write(place: string, value: string): void {
  try {
    localStorage.setItem(place, value)
  } catch {
    // Said above.
  }
}
