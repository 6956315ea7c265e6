import type { ReactElement } from 'react'
import type { Issuance } from '../../shared/records.ts'
import { Dialog } from '../components/dialog.tsx'
import { Refusal } from '../components/refusal.tsx'
import { PinHandOver } from '../run/pin-hand-over.tsx'
import { change, useWindow } from '../store.ts'
import { useWords } from '../text/use-words.ts'

/** The PIN of a key issued before, still waiting for its holder. */
export function HandOverDialog({ issuances }: { issuances: readonly Issuance[] }): ReactElement {
  const { desk } = useWords()
  const handOverOf = useWindow((state) => state.handOverOf)
  const refusal = useWindow((state) => state.refusal)
  const issuance = issuances.find(({ id }) => id === handOverOf)
  return (
    <Dialog
      isOpen={issuance !== undefined}
      title={desk.pinWaiting.label}
      detail={issuance?.login ?? ''}
      onClose={() => change({ handOverOf: null, pinAskedFor: null, refusal: null })}
    >
      {issuance && <PinHandOver issuanceId={issuance.id} name={issuance.personName} />}
      {refusal !== null && <Refusal cause={refusal} />}
    </Dialog>
  )
}
