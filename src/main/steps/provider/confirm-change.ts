import type { Issuance } from '../../../shared/records.ts'
import type { Question, StepName } from '../../../shared/run.ts'
import type { InactiveMeans } from '../../../shared/template.ts'
import type { Conversation } from '../../desk/conversation.ts'
import { Refusal } from '../../procedure-error.ts'

type Change = Extract<Question, { readonly kind: 'confirm-change' }>['change']

const steps: { readonly [C in Change]: StepName } = {
  inactivate: 'inactivate',
  reactivate: 'reactivate',
  revoke: 'revoke',
  replace: 'revoke-former',
}

/** Says what will be done and by which means, and asks. Throws Refusal when the operator says no. */
export async function confirmChange(
  talk: Conversation,
  change: Change,
  issuance: Issuance,
  means: InactiveMeans | null,
): Promise<void> {
  const question = { kind: 'confirm-change', change, issuance, means } as const
  const { confirmed } = await talk.ask(steps[change], question)
  if (!confirmed) throw new Refusal()
}
