import { getPinRetries, type AuthenticatorInfo } from '../../ctap2/index.ts'
import type { KeyReport, ReportOutcome, StepName } from '../../shared/run.ts'
import type { AtDesk, AtKey } from '../desk/at-key.ts'
import { aboutKey, aboutRow, writeFact } from '../desk/facts.ts'
import { findRemarks } from '../desk/find-remarks.ts'
import { hasPin } from '../desk/key-policy.ts'
import { findOnKey, type OnThisKey } from '../steps/key/find-on-key.ts'
import { readWithPin } from '../steps/key/read-credentials.ts'
import { takeKey } from '../steps/key/take-key.ts'

/** The rail of looking at a key, in order. */
export const whoseKeySteps: readonly StepName[] = Object.freeze(['insert-key', 'read-key'])

/** Whether the holder gives the PIN to list what is on it. */
export interface WhoseKeyOrder {
  readonly readCredentials: boolean
}

/** Whose key is this, and what is on it? Nothing is changed. */
export async function whoseKey(where: AtDesk, order: WhoseKeyOrder): Promise<ReportOutcome> {
  const at = await takeKey(where)
  const { desk, talk, session } = at
  try {
    talk.show('read-key')
    const found = await findOnKey(desk, session, talk.signal)
    if (!order.readCredentials) {
      return { kind: 'report', report: await reportOn(at, found) }
    }
    const read = await readWithPin(at, 'read-key', found)
    const report = await reportOn(at, read)
    const [row] = read.rows
    const about = row ? aboutRow('whose-key', row) : aboutKey('whose-key', session.key)
    await writeFact(desk, 'key-read', about)
    return { kind: 'report', report: { ...report, credentials: read.credentials } }
  } finally {
    await session.close()
  }
}

async function reportOn(
  { desk, talk: { signal }, session }: AtKey,
  { rows: issuances, possible }: OnThisKey,
): Promise<KeyReport> {
  const { authenticator, key, identity } = session
  const info = await authenticator.currentInfo({ signal })
  const ever = identity === null ? [] : await desk.registry.issuances.listEverOnKey(identity)
  const now = new Set(issuances.map(({ id }) => id))
  return {
    key,
    model: await desk.trust.nameOf(info.aaguid),
    remarks: await findRemarks(desk, info.aaguid, issuances),
    issuances,
    possible,
    history: ever.filter(({ id, onKey }) => !now.has(id) && onKey !== 'nothing'),
    hasPin: hasPin(info),
    pinRetries: hasPin(info) ? (await getPinRetries(authenticator, { signal })).pinRetries : null,
    ...rulesOf(info),
    credentials: null,
  }
}

function rulesOf(info: AuthenticatorInfo) {
  return {
    mustChangePin: info.forcePINChange === true,
    minimumPinLength: info.minPINLength ?? null,
    freeSpace: info.remainingDiscoverableCredentials ?? null,
  }
}
