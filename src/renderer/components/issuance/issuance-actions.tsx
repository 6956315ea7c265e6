import type { ReactElement } from 'react'
import type { Issuance } from '../../../shared/records.ts'
import type { Words } from '../../../shared/text/words.ts'
import { act, actionsOf, type IssuanceAction } from '../../commands/issuance-actions.ts'
import { useWords } from '../../text/use-words.ts'
import { SmallButton } from '../small-button.tsx'
import styles from './issuance-actions.module.css'

/** Everything that can be done to an issuance as it stands. */
export function IssuanceActions({ issuance }: { issuance: Issuance }): ReactElement | null {
  const words = useWords()
  const actions = actionsOf(issuance)
  if (actions.length === 0) return null
  return (
    <fieldset className={styles.actions} aria-label={words.panel.actions.label}>
      {actions.map((action) => (
        <SmallButton
          key={action}
          label={actionLabel(words, action)}
          isGrave={action === 'revoke'}
          onClick={() => act(action, issuance)}
        />
      ))}
    </fieldset>
  )
}

/** An action as a button calls it. */
export function actionLabel(words: Words, action: IssuanceAction): string {
  return action === 'hand-over' ? words.desk.pinWaiting.label : words.procedures[action].label
}
