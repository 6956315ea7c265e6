import type { Template } from '../../shared/records.ts'
import { ProcedureError, type Conversation } from '../conversation.ts'
import type { Desk } from '../desk.ts'
import type { KeySession } from '../key-session.ts'
import { isBlank, missingCapabilities } from '../policy.ts'

/** What checking a key found: whether it must be erased first, and whom it belongs to. */
export interface KeyCheck {
  readonly isBlank: boolean
  readonly holder: string | null
}

/** Finds what the template needs and the key lacks before the key is touched. */
export async function checkKey(
  desk: Desk,
  talk: Conversation,
  session: KeySession,
  template: Template,
): Promise<KeyCheck> {
  talk.show('check-key')
  const { info } = session.authenticator
  const [capability] = missingCapabilities(info, template)
  if (capability) throw new ProcedureError({ code: 'key-lacks', capability })
  const blank = isBlank(info)
  if (!blank && template.erase === 'never') throw new ProcedureError({ code: 'key-not-blank' })
  if (!blank && !session.canBeErased) {
    throw new ProcedureError({ code: 'key-lacks', capability: 'reset' })
  }
  const [holder, ...others] = await desk.registry.issuances.listOnKey(session.identity)
  return { isBlank: blank, holder: others.length > 0 ? null : (holder?.personName ?? null) }
}
