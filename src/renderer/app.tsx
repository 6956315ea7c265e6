import { useEffect, type ReactElement } from 'react'
import styles from './app.module.css'
import { Help } from './components/help.tsx'
import { Navigation } from './components/navigation.tsx'
import { Palette } from './components/palette.tsx'
import { SimulatedBanner } from './components/simulated-banner.tsx'
import { StatusBar } from './components/status-bar.tsx'
import { useKeyboard } from './keyboard/use-keyboard.ts'
import { PaperDialog } from './papers/paper-dialog.tsx'
import { RunScreen } from './run/run-screen.tsx'
import { keyOf, screenOf, type Screen } from './screen.ts'
import { DeskScreen } from './screens/desk-screen.tsx'
import { FirstScreen } from './screens/first-screen.tsx'
import { HandOverDialog } from './screens/hand-over-dialog.tsx'
import { IssueScreen } from './screens/issue-screen.tsx'
import { change, useWindow } from './store.ts'
import { IssuancesScreen } from './tables/issuances-screen.tsx'
import { KeysScreen } from './tables/keys-screen.tsx'
import { PeopleScreen } from './tables/people-screen.tsx'

/** The frame of the window: banner, navigation, one screen, one line of status. */
export function App(): ReactElement {
  const screen = screenOf(useWindow())
  const language = useWindow((state) => state.language)
  const key = keyOf(screen)
  useKeyboard()
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useEffect(() => enter(screen.name, key), [screen.name, key])
  return (
    <div className={styles.frame}>
      <SimulatedBanner />
      <div className={styles.body}>
        <Navigation />
        <main className={styles.main}>
          <ScreenOf screen={screen} />
        </main>
      </div>
      <StatusBar />
      <Help />
      <Palette />
      <HandOverDialog />
      <PaperDialog />
    </div>
  )
}

function ScreenOf({ screen }: { screen: Screen }): ReactElement | null {
  switch (screen.name) {
    case 'starting':
      return null
    case 'first':
      return <FirstScreen />
    case 'desk':
      return <DeskScreen />
    case 'issue':
      return <IssueScreen />
    case 'issuances':
      return <IssuancesScreen />
    case 'keys':
      return <KeysScreen />
    case 'people':
      return <PeopleScreen />
    case 'run':
      return <RunScreen run={screen.run} />
  }
}

/** Focus goes to the heading, or to the one field or button that is waited for. */
function enter(name: Screen['name'], key: string): void {
  document.body.dataset.screen = name
  document.body.dataset.scene = key
  change({ notice: null })
  const target = document.querySelector('main [data-focus]') ?? document.querySelector('main h1')
  if (target instanceof HTMLElement) target.focus({ preventScroll: true })
}
