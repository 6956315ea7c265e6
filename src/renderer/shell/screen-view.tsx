import type { ReactElement } from 'react'
import { DeskScreen } from '../desk/desk-screen.tsx'
import { FirstScreen } from '../desk/first-screen.tsx'
import { IssueScreen } from '../desk/issue-screen.tsx'
import { RunScreen } from '../run/run-screen.tsx'
import type { Screen } from '../state/screen.ts'
import { IssuancesScreen } from '../tables/issuances-screen.tsx'
import { KeysScreen } from '../tables/keys-screen.tsx'
import { PeopleScreen } from '../tables/people-screen.tsx'
import { UpkeepView } from '../upkeep/upkeep-view.tsx'

/** The one screen that is drawn. */
export function ScreenView({ screen }: { screen: Screen }): ReactElement | null {
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
    case 'audit':
    case 'templates':
    case 'connection':
    case 'self-check':
    case 'settings':
      return <UpkeepView name={screen.name} />
  }
}
