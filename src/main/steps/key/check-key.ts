import { gateOf } from '../../../shared/gates.ts'
import type { Issuance } from '../../../shared/records.ts'
import type { Template } from '../../../shared/template.ts'
import type { AtKey } from '../../desk/at-key.ts'
import { missingCapabilities, seemsBlank } from '../../desk/key-policy.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { pinRulesOf, shortestPossiblePin } from '../pin/choose-pin.ts'
import { recogniseKey, type Recognised } from './recognise-key.ts'
import { untrustedKey } from './untrusted.ts'

/** What checking a key found: whether it must be erased first, and whom it belongs to. */
export interface KeyCheck extends Recognised {
  readonly mustErase: boolean
}

/**
 * Finds what the template needs and the key or the station lacks before the key is touched.
 * `credentials`: how many will be made on it. `known`: where it was recognised before.
 */
export async function checkKey(
  at: AtKey,
  template: Template,
  credentials: number,
  known?: Recognised,
): Promise<KeyCheck> {
  const { desk, talk, session } = at
  talk.show('check-key')
  const { info } = session.authenticator
  const [capability] = missingCapabilities(info, template, credentials)
  if (capability) throw new ProcedureError({ code: 'key-lacks', capability })
  if (!desk.trust.isModelAllowed(info.aaguid, template.models)) {
    throw new ProcedureError({ code: 'model-not-allowed', aaguid: info.aaguid })
  }
  const doubt = await desk.trust.judgeModel(info.aaguid, template)
  if (doubt) throw untrustedKey(doubt)
  // Throws where the key can take no PIN of the template's.
  shortestPossiblePin(template.pin, pinRulesOf(info, template.minimumPinLength))
  const blank = seemsBlank(info)
  if (!blank && template.erase === 'never') throw new ProcedureError({ code: 'key-not-blank' })
  const mustErase = !blank || template.erase === 'always'
  if (mustErase && !session.canBeErased) {
    throw new ProcedureError({ code: 'key-lacks', capability: 'reset' })
  }
  if (needsSealing(template)) await desk.registry.demandSealing()
  const found = known ?? (await recogniseKey(at, 'check-key'))
  return { mustErase, ...found }
}

/** The holder's name where the key is one person's; who was only to get it does not hold it. */
export function holderOf(rows: readonly Issuance[]): string | null {
  const held = rows.filter(({ onKey }) => onKey !== 'nothing')
  const holders = held.length > 0 ? held : rows
  const [first] = holders
  const isOnePersons = holders.every(({ personId }) => personId === first?.personId)
  return isOnePersons ? (first?.personName ?? null) : null
}

/** What would be sealed must be: it is found out before anything is written to the key. */
function needsSealing(template: Template): boolean {
  const isHeld = gateOf(template)?.gate === 'challenge'
  return template.pin.kind !== 'typed' || isHeld || template.attestation === 'record'
}
