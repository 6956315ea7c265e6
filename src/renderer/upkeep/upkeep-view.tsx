import type { ReactElement } from 'react'
import type { UpkeepPlaceName } from '../../shared/text/upkeep-words.ts'
import { AuditScreen } from './audit/audit-screen.tsx'
import { ConnectionScreen } from './connection/connection-screen.tsx'
import { SelfCheckScreen } from './self-check/self-check-screen.tsx'
import { SettingsScreen } from './settings/settings-screen.tsx'
import { TemplatesScreen } from './templates/templates-screen.tsx'

/** The screens on which the station itself is looked after. */
export function UpkeepView({ name }: { name: UpkeepPlaceName }): ReactElement {
  switch (name) {
    case 'audit':
      return <AuditScreen />
    case 'templates':
      return <TemplatesScreen />
    case 'connection':
      return <ConnectionScreen />
    case 'self-check':
      return <SelfCheckScreen />
    case 'settings':
      return <SettingsScreen />
  }
}
