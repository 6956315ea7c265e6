import { CloudAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Proposal } from '../../shared/records.ts'
import { proposalWords } from '../../shared/text/proposal-words.ts'
import { SmallButton } from '../components/small-button.tsx'
import { When } from '../components/when.tsx'
import { request } from '../state/station.ts'
import { useWords } from '../text/use-words.ts'
import { Panel, PanelRow } from './panel.tsx'

/** What happened to issued keys at the provider; the operator decides what the station makes of it. */
export function Proposals({ proposals }: { proposals: readonly Proposal[] }): ReactElement | null {
  const { desk } = useWords()
  if (proposals.length === 0) return null
  return (
    <Panel tone="plain" icon={<CloudAlert aria-hidden="true" />} title={desk.changes.title}>
      {proposals.map((proposal) => (
        <ProposalRow key={proposal.id} proposal={proposal} />
      ))}
    </Panel>
  )
}

function ProposalRow({ proposal }: { proposal: Proposal }): ReactElement {
  const words = useWords()
  const { id, login, at } = proposal
  const decide = (decision: 'apply' | 'dismiss'): void => {
    void request('proposals.decide', { id, decision })
  }
  const isReview = proposal.proposal === 'review'
  return (
    <PanelRow
      title={proposalWords(words, proposal)}
      detail={
        <>
          {login !== '' && `${login} · `}
          <When time={at} />
        </>
      }
    >
      <SmallButton
        label={words.proposals[proposal.proposal].label}
        onClick={() => decide(isReview ? 'dismiss' : 'apply')}
      />
      {!isReview && (
        <SmallButton label={words.desk.changes.leave.label} onClick={() => decide('dismiss')} />
      )}
    </PanelRow>
  )
}
