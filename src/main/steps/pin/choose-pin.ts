import { encodePin, PinTextError, type AuthenticatorInfo } from '../../../ctap2/index.ts'
import type { FailureCause } from '../../../shared/failure.ts'
import type { PinChoice } from '../../../shared/template.ts'
import type { AtKey } from '../../desk/at-key.ts'
import { causeOfPinText } from '../../desk/failure-of.ts'
import { usualMinimumPinLength } from '../../desk/key-policy.ts'
import { makeRandomPin } from '../../desk/random-pin.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { askAboutKey } from '../key/ask-about-key.ts'

/** The key's own rules for a PIN: code points at least, UTF-8 bytes at most (CTAP 2.2, 6.5.1). */
export interface PinRules {
  readonly minimumLength: number
  readonly maximumBytes: number
}

/** The rules as getInfo tells them, or stricter where the template is. */
export function pinRulesOf(info: AuthenticatorInfo, templateMinimum: number | null): PinRules {
  const own = info.minPINLength ?? usualMinimumPinLength
  return {
    minimumLength: Math.max(own, templateMinimum ?? 0),
    maximumBytes: info.maxPINLength ?? 63,
  }
}

/** A PIN as UTF-8 after NFC, made by the station or typed by the holder; the caller zeroes it. */
export async function choosePin(
  at: AtKey,
  choice: PinChoice,
  rules: PinRules,
  refused: FailureCause | null,
): Promise<Uint8Array> {
  if (choice.kind === 'typed') return await askForPin(at, rules, refused)
  const length = shortestPossiblePin(choice, rules)
  return makeRandomPin(choice.kind, length, at.desk.randomBytes)
}

/** The length of the shortest PIN that will do. Throws ProcedureError where the key takes none. */
export function shortestPossiblePin(choice: PinChoice, rules: PinRules): number {
  const { minimumLength, maximumBytes } = rules
  const length = Math.max(choice.kind === 'typed' ? 0 : choice.length, minimumLength)
  if (length > maximumBytes) throw new ProcedureError({ code: 'pin-too-long', maximumBytes })
  return length
}

/** The holder types a PIN until it keeps the rules. The caller zeroes it. */
export async function askForPin(
  at: AtKey,
  rules: PinRules,
  refused: FailureCause | null,
): Promise<Uint8Array> {
  const question = { kind: 'choose-pin', ...rules, refused } as const
  const { pin } = await askAboutKey(at, 'set-pin', question)
  try {
    return encodePin(pin, rules)
  } catch (error) {
    if (error instanceof PinTextError) return await askForPin(at, rules, causeOfPinText(error))
    throw error
  } finally {
    pin.fill(0)
  }
}
