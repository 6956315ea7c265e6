import { useEffect, type ReactElement } from 'react'
import styles from './app.module.css'
import { useKeyboard } from './keyboard/use-keyboard.ts'
import { Navigation } from './shell/navigation.tsx'
import { Overlays } from './shell/overlays.tsx'
import { ScreenView } from './shell/screen-view.tsx'
import { SimulatedBanner } from './shell/simulated-banner.tsx'
import { StatusBar } from './shell/status-bar.tsx'
import { keyOf, screenOf, type Screen } from './state/screen.ts'
import { change, useWindow } from './state/store.ts'

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
          <ScreenView screen={screen} />
        </main>
      </div>
      <StatusBar />
      <Overlays />
    </div>
  )
}

/** Focus goes to the heading, or to the one field or button that is waited for. */
function enter(name: Screen['name'], key: string): void {
  document.body.dataset.screen = name
  document.body.dataset.scene = key
  change({ notice: null })
  const target = document.querySelector('main [data-focus]') ?? document.querySelector('main h1')
  if (target instanceof HTMLElement) target.focus({ preventScroll: true })
}
