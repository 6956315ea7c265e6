import type { ReactElement } from 'react'
import type { ConnectionState } from '../../../shared/contract.ts'
import { failureWords } from '../../../shared/text/failure-words.ts'
import { fill } from '../../../shared/text/fill.ts'
import { remediesOf } from '../../../shared/text/remedies.ts'
import type { Instruction } from '../../../shared/text/roles.ts'
import type { Words } from '../../../shared/text/words.ts'
import { Refusal } from '../../components/refusal.tsx'
import { Told } from '../../components/told.tsx'
import { useWindow } from '../../state/store.ts'
import { useWords } from '../../text/use-words.ts'
import { Page } from '../page.tsx'
import { Checks } from './checks.tsx'
import { SetUp } from './set-up.tsx'

/** How the connection to Okta stands, whether it does what is needed, and how one is set up. */
export function ConnectionScreen(): ReactElement | null {
  const { connection: words } = useWords()
  const connection = useWindow((state) => state.snapshot?.connection)
  const refusal = useWindow((state) => state.refusal)
  if (connection === undefined) return null
  return (
    <Page title={words.title} detail={words.detail}>
      <Standing connection={connection} />
      {refusal !== null && <Refusal cause={refusal} />}
      {connection.kind === 'connected' && <Checks />}
      <SetUp isOpenAtFirst={connection.kind !== 'connected'} />
    </Page>
  )
}

function Standing({ connection }: { connection: ConnectionState }): ReactElement {
  const words = useWords()
  const { title, detail } = standingWords(words, connection)
  const isOnce = connection.kind === 'connected' && connection.forThisSession === true
  const tone = connection.kind === 'connected' ? (isOnce ? 'warn' : 'good') : 'warn'
  return (
    <Told tone={connection.kind === 'broken' ? 'bad' : tone} title={title}>
      <p>{detail}</p>
    </Told>
  )
}

function standingWords(words: Words, connection: ConnectionState): Instruction {
  const { none, once, connected, simulated } = words.connection
  if (connection.kind === 'none') return none
  if (connection.kind === 'broken') {
    const { title, detail } = failureWords(words, connection.cause)
    const [first] = remediesOf(connection.cause)
    return { title, detail: `${detail} ${words.remedies[first].detail}` }
  }
  const kept = connection.forThisSession === true ? once : connected
  const { title, detail } = connection.simulated ? simulated : kept
  return { title: fill(title, connection), detail: fill(detail, connection) }
}
