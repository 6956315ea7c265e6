import type { ReactElement } from 'react'
import type { Language } from '../../../shared/text/words.ts'
import { change, useWindow, type Look } from '../../state/store.ts'
import { Choices } from '../../tables/choices.tsx'
import { useWords } from '../../text/use-words.ts'
import { Page, Part } from '../page.tsx'
import { BackUp } from './back-up.tsx'
import { StationKey } from './station-key.tsx'
import { Trust } from './trust.tsx'

const languages: readonly Language[] = ['en', 'de']
const looks: readonly Look[] = ['system', 'light', 'dark']

/** What is set for this window and for this station. */
export function SettingsScreen(): ReactElement {
  const { settings } = useWords()
  const { language, look } = useWindow()
  return (
    <Page title={settings.title} detail={settings.detail}>
      <Part title={settings.language.title} detail={settings.language.detail}>
        <Choices
          label={settings.language.title}
          choices={languages.map((value) => ({ value, label: settings.languages[value].label }))}
          chosen={[language]}
          onChoose={(value) => change({ language: value })}
        />
      </Part>
      <Part title={settings.look.title} detail={settings.look.detail}>
        <Choices
          label={settings.look.title}
          choices={looks.map((value) => ({ value, label: settings.looks[value].label }))}
          chosen={[look]}
          onChoose={(value) => change({ look: value })}
        />
      </Part>
      <Trust />
      <BackUp />
      <StationKey />
    </Page>
  )
}
