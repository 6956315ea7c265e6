import { Collapsible } from '@base-ui/react/collapsible'
import { ChevronRight } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import type { SetUpStep } from '../../../shared/text/connect-words.ts'
import { commands } from '../../commands/commands.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { CopyCode } from '../../components/copy-code.tsx'
import { useWindow } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import { Rights } from './rights.tsx'
import { connectionFile } from './set-up-codes.ts'
import styles from './set-up.module.css'

/** From nothing to a connection: what to click in Okta's console, and what to do here. */
export function SetUp({ isOpenAtFirst }: { isOpenAtFirst: boolean }): ReactElement {
  const { setUp } = useWords()
  const canChoose = useWindow(commands['choose-connection'].when)
  return (
    <Collapsible.Root className={styles.setUp} defaultOpen={isOpenAtFirst}>
      <h2 className={styles.heading}>
        <Collapsible.Trigger className={styles.trigger}>
          <ChevronRight aria-hidden="true" />
          {setUp.title}
        </Collapsible.Trigger>
      </h2>
      <Collapsible.Panel className={styles.panel}>
        <p className={styles.about}>{setUp.detail}</p>
        <ol className={styles.steps}>
          <Step step="app" where="Applications > Create App Integration > API Services" />
          <Step step="key" where="General > Client Credentials > Public key / Private key" />
          <Step
            step="proof"
            where="General Settings > Require Demonstrating Proof of Possession (DPoP)"
          />
          <Step step="scopes" where="Okta API Scopes">
            <Rights kind="scopes" />
          </Step>
          <Step step="role" where="Admin roles">
            <Rights kind="roles" />
            <p className={styles.about}>{setUp.more.detail}</p>
          </Step>
          <Step step="file">
            <CopyCode id="connection-file" code={connectionFile} />
          </Step>
          <Step step="import">
            {canChoose && <CommandButton name="choose-connection" look="plain" />}
          </Step>
        </ol>
      </Collapsible.Panel>
    </Collapsible.Root>
  )
}

interface StepProps {
  readonly step: SetUpStep
  /** The way there in Okta's console, as it is written there. */
  readonly where?: string
  readonly children?: ReactNode
}

function Step({ step, where, children }: StepProps): ReactElement {
  const { title, detail } = useWords().setUp.steps[step]
  return (
    <li className={styles.step}>
      <h3 className={styles.title}>{title}</h3>
      {where !== undefined && (
        <p className={styles.where} lang="en">
          {where}
        </p>
      )}
      <p className={styles.about}>{detail}</p>
      {children}
    </li>
  )
}
