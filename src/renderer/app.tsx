import { useEffect, type ReactElement } from 'react'
import styles from './app.module.css'
import { Help } from './components/help.tsx'
import { Navigation } from './components/navigation.tsx'
import { SimulatedBanner } from './components/simulated-banner.tsx'
import { StatusBar } from './components/status-bar.tsx'
import { useKeyboard } from './keyboard/use-keyboard.ts'
import { RunScreen } from './run/run-screen.tsx'
import { keyOf, screenOf, type Screen } from './screen.ts'
import { DeskScreen } from './screens/desk-screen.tsx'
import { FirstScreen } from './screens/first-screen.tsx'
import { IssueScreen } from './screens/issue-screen.tsx'
import { change, useWindow } from './store.ts'

/** The frame of the window: banner, navigation, one screen, one line of status. */
export function App(): ReactElement {
  const screen = screenOf(useWindow())
  const language = useWindow((state) => state.language)
  const key = keyOf(screen)
  useKeyboard()
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useEffect(() => {
    change({ notice: null })
    focusScreen()
  }, [key])
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
    case 'run':
      return <RunScreen run={screen.run} />
  }
}

/** The heading, or the one field or button that is waited for. */
function focusScreen(): void {
  const target = document.querySelector('main [data-focus]') ?? document.querySelector('main h1')
  if (target instanceof HTMLElement) target.focus({ preventScroll: true })
}
