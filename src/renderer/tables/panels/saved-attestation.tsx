import { useEffect, type ReactElement } from 'react'
import { fill } from '../../../shared/text/fill.ts'
import { CommandButton } from '../../components/command-button.tsx'
import { Refusal } from '../../components/refusal.tsx'
import { Told } from '../../components/told.tsx'
import { forget, useFound } from '../../state/found.ts'
import { useWords } from '../../text/use-words.ts'
import { PanelCommand } from './panel-part.tsx'

/** Saves what the key of the open issuance showed, where that is kept, and says where it is. */
export function SavedAttestation({ isKept }: { isKept: boolean }): ReactElement {
  const { attestation } = useWords().panel
  const { isAsking, value, cause } = useFound((state) => state.savedAttestation)
  const file = value?.file ?? null
  useEffect(() => () => forget('savedAttestation'), [])
  return (
    <>
      {isKept && (
        <PanelCommand>
          <CommandButton name="save-attestation" look="plain" isHeld={isAsking} />
        </PanelCommand>
      )}
      {file !== null && (
        <Told tone="good" title={attestation.title}>
          <p>{fill(attestation.detail, { file })}</p>
        </Told>
      )}
      {cause !== null && <Refusal cause={cause} />}
    </>
  )
}
