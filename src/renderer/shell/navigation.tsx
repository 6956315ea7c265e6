import {
  Cable,
  CircleHelp,
  KeyRound,
  LampDesk,
  LayoutTemplate,
  NotebookText,
  ScrollText,
  Settings,
  Stethoscope,
  UsersRound,
} from 'lucide-react'
import type { ReactElement } from 'react'
import type { Words } from '../../shared/text/words.ts'
import { commands, runCommand } from '../commands/commands.ts'
import { ariaChord } from '../components/chord-keys.tsx'
import { Mark } from '../drawings/mark.tsx'
import { screenOf } from '../state/screen.ts'
import { useWindow, type Place } from '../state/store.ts'
import { useWords } from '../text/use-words.ts'
import styles from './navigation.module.css'

const upper = ['desk', 'issuances', 'keys', 'people'] as const
/** Where the station itself is looked after. */
const lower = ['audit', 'templates', 'connection', 'self-check', 'settings'] as const
const icons = {
  desk: LampDesk,
  issuances: ScrollText,
  keys: KeyRound,
  people: UsersRound,
  audit: NotebookText,
  templates: LayoutTemplate,
  connection: Cable,
  'self-check': Stethoscope,
  settings: Settings,
} as const

/** The narrow column at the left: where one is, where one can go, and help. */
export function Navigation(): ReactElement {
  const { shell, commands: say } = useWords()
  return (
    <nav className={styles.navigation} aria-label={shell.navigation.label}>
      <Mark />
      <ul className={styles.places}>
        {[...upper, ...lower].map((place) => (
          <li key={place}>
            <PlaceButton place={place} />
          </li>
        ))}
      </ul>
      <button type="button" className={styles.help} onClick={() => runCommand('help')}>
        <CircleHelp aria-hidden="true" />
        <span className={styles.hidden}>{say.help.label}</span>
      </button>
    </nav>
  )
}

/** During a run one stays where one is; the way elsewhere is shown, but not open. */
function PlaceButton({ place }: { place: Place }): ReactElement {
  const words = useWords()
  const state = useWindow()
  const Icon = icons[place]
  const { chords, when } = commands[`go-${place}`]
  const isHere = state.place === place
  const isOnTheWay = ['issue', 'run'].includes(screenOf(state).name)
  return (
    <button
      type="button"
      className={styles.place}
      aria-current={isHere && !isOnTheWay ? 'page' : isHere ? 'true' : undefined}
      aria-disabled={!when(state) && !isHere}
      aria-keyshortcuts={chords[0] && ariaChord(chords[0])}
      onClick={() => runCommand(`go-${place}`)}
    >
      <Icon aria-hidden="true" />
      {nameOf(words, place)}
    </button>
  )
}

function nameOf({ shell, tables, places }: Words, place: Place): string {
  if (place === 'desk') return shell.desk.label
  const isTable = place === 'issuances' || place === 'keys' || place === 'people'
  return isTable ? tables[place].title : places[place].label
}
