import { decodeCbor, getAssertion, getPinToken } from '../../../ctap2/index.ts'
import type { Issuance } from '../../../shared/records.ts'
import type { AtDesk, AtKey } from '../../desk/at-key.ts'
import { aboutRow, writeFact } from '../../desk/facts.ts'
import { hasPin } from '../../desk/key-policy.ts'
import { ProcedureError } from '../../procedure-error.ts'
import { isRefusedFor } from '../key/key-status.ts'
import { findKeyOf } from '../key/take-key.ts'
import { withTypedPin } from '../pin/enter-pin.ts'
import { openSealedPin } from '../pin/sealed-pin.ts'
import { demandProof, ownClientData } from './own-proof.ts'

/**
 * Proves each credential of a bundle against its registered public key, without a touch, where the
 * key is in the slot and takes its PIN. False when there was nothing to prove with.
 */
export async function proveIfHere(
  where: AtDesk,
  rows: readonly [Issuance, ...Issuance[]],
): Promise<boolean> {
  const taken = await findKeyOf(where, rows[0], null)
  if (!taken) return false
  const { talk, session } = taken.at
  try {
    const info = await session.authenticator.currentInfo({ signal: talk.signal })
    // It takes no PIN before that one was changed, and it was proven when it was issued.
    if (info.forcePINChange === true || !hasPin(info)) return false
    talk.show('prove-credential')
    await withPin(taken.at, rows, async (pin) => {
      for (const row of rows) await prove(taken.at, row, pin)
    })
    return true
  } finally {
    await session.close()
  }
}

/** The sealed PIN while there is one; else the holder types theirs. */
async function withPin(
  at: AtKey,
  rows: readonly Issuance[],
  use: (pin: Uint8Array) => Promise<void>,
): Promise<void> {
  const pin = await openSealedPin(at.desk, rows)
  const step = 'prove-credential'
  if (!pin) return await withTypedPin(at, step, use)
  try {
    await use(pin)
  } catch (error) {
    if (!isRefusedFor(error, 'CTAP2_ERR_PIN_INVALID')) throw error
    // Somebody changed it without the station: the holder knows which one it is.
    await withTypedPin(at, step, use)
  } finally {
    pin.fill(0)
  }
}

async function prove(at: AtKey, row: Issuance, pin: Uint8Array): Promise<void> {
  const { desk, session } = at
  const { authenticator } = session
  const { rpId, credentialId } = row
  const publicKey = await desk.registry.issuances.publicKeyOf(row.id)
  if (rpId === null || credentialId === null || publicKey === null) return
  const { hash: clientDataHash } = ownClientData(at, `https://${rpId}`)
  const token = await getPinToken(authenticator, pin, { permissions: ['getAssertion'], rpId })
  try {
    const allowList = [Buffer.from(credentialId, 'base64url')]
    const asked = { rpId, token, clientDataHash, allowList, up: false }
    const [assertion] = await getAssertion(authenticator, asked)
    if (!assertion) throw new ProcedureError({ code: 'proof-failed', reason: 'no-assertion' })
    const { tolerate } = authenticator
    const key = decodeCbor(Buffer.from(publicKey, 'base64url'), { tolerate })
    if (!(key instanceof Map)) throw new ProcedureError({ code: 'proof-failed', reason: 'no-key' })
    demandProof(at, assertion, { rpId, clientDataHash, publicKey: key })
    await writeFact(desk, 'credential-proven', aboutRow('activate', row))
  } finally {
    token.dispose()
  }
}
