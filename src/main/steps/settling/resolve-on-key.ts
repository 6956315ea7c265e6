import { createHash } from 'node:crypto'
import {
  CtapStatusError,
  deleteCredential,
  enumerateCredentials,
  getPinRetries,
  getPinToken,
  managesCredentials,
  type PinToken,
} from '../../../ctap2/index.ts'
import type { Issuance } from '../../../shared/records.ts'
import type { Desk } from '../../desk/desk.ts'
import { hasPin } from '../../desk/key-policy.ts'
import type { KeySession } from '../../desk/key-session.ts'
import type { IssuanceChanges } from '../../store/issuances/issuance-row.ts'
import { isRefusedFor } from '../key/key-status.ts'
import { lookUp, type LookUp } from '../key/look-up.ts'
import { openPinGate, withOwnPin } from '../pin/pin-gate.ts'
import { openSealedPin } from '../pin/sealed-pin.ts'
import { deleteFormers, retireFormers, retireOnKey } from './former-issuances.ts'
import { restingState } from './resolve-at-provider.ts'

/** A PIN is tried for the holder's sake only while that cannot block the key. */
const retriesToSpare = 3

/**
 * Finds out on its key what became of the act a row names, without a touch and without harm.
 * Resolves with what is true of the row now; null when it takes a person to tell.
 */
export async function resolveOnKey(
  desk: Desk,
  session: KeySession,
  row: Issuance,
  signal: AbortSignal,
): Promise<IssuanceChanges | null> {
  const info = await session.authenticator.currentInfo({ signal })
  const isBehindPin = hasPin(info)
  switch (row.act) {
    case 'erasing':
      if (isBehindPin) return await resolveErasing(desk, session, row, signal)
      return { ...(await settleErased(desk, session, row)), pin: null }
    case 'setting-pin':
      return { act: null, state: restingState(row), ...(!isBehindPin && { pin: null }) }
    case 'changing-pin':
      if (isBehindPin) return await resolveChange(desk, session, row, signal)
      // It was erased since: nothing else takes a PIN away.
      return { ...(await settleErased(desk, session, row)), pin: null }
    case 'creating':
      if (isBehindPin && row.state === 'inactive')
        return await resolveAnew(desk, session, row, signal)
      if (isBehindPin) return await removeOrphans(desk, session, row, signal)
      // It had one: the key was erased, and with it whatever else was on it.
      return { ...(await settleErased(desk, session, row)), pin: null }
    case null:
    case 'configuring':
    case 'enrolling':
    case 'registering':
    case 'handing-over':
    case 'activating':
    case 'inactivating':
    case 'reactivating':
    case 'deleting':
      // The provider tells.
      return null
  }
}

const endWithNothing = (row: Issuance): IssuanceChanges => ({
  act: null,
  state: restingState(row),
  onKey: 'nothing',
})

/** It was not erased: the row is what it was. */
export function notErased(row: Issuance): IssuanceChanges {
  return { act: null, state: restingState(row) }
}

/** A key with a PIN was not erased, or it was and has another issuance's: its credential tells. */
async function resolveErasing(
  desk: Desk,
  session: KeySession,
  row: Issuance,
  signal: AbortSignal,
): Promise<IssuanceChanges | null> {
  if (row.onKey !== 'credential') {
    const isIssuedAgain = await hasNewer(desk, session, row)
    return { ...notErased(row), ...(isIssuedAgain && { pin: null }) }
  }
  const { here, possible } = await lookUpAsFarAsPossible(desk, session, row, signal)
  if (here.length > 0) return notErased(row)
  const isKnown = possible.length === 0 || (await hasNewer(desk, session, row))
  return isKnown ? await credentialGone(desk, row) : null
}

/** Whether a credential was made on this key after this row's: issuing begins with a blank key. */
async function hasNewer(
  { registry }: Desk,
  { identity }: KeySession,
  { bundleId, createdAt }: Issuance,
): Promise<boolean> {
  const ever = identity === null ? [] : await registry.issuances.listEverOnKey(identity)
  return ever.some(
    (one) => one.bundleId !== bundleId && one.createdAt > createdAt && one.credentialId !== null,
  )
}

/** The key has no PIN: what was on it is gone, the row's own credential or what was there before it. */
async function settleErased(
  desk: Desk,
  session: KeySession,
  row: Issuance,
): Promise<IssuanceChanges> {
  const known = await desk.registry.issuances.listOnKey(session.identity)
  const formers = known.filter(({ id, onKey }) => id !== row.id && onKey === 'credential')
  await retireOnKey(desk, session, formers)
  await deleteFormers(desk, row.procedure, formers)
  return await credentialGone(desk, row)
}

/** The row's own credential is gone, and with it the PIN it was behind. */
export async function credentialGone(desk: Desk, row: Issuance): Promise<IssuanceChanges> {
  if (row.onKey !== 'credential') return endWithNothing(row)
  if (row.state === 'revoked') return { act: null, onKey: 'wiped', pin: null }
  await retireFormers(desk, [row])
  await deleteFormers(desk, row.procedure, [row])
  return {}
}

/** Made anew over the credential before: the key answers for that one, or it is gone. */
async function resolveAnew(
  desk: Desk,
  session: KeySession,
  row: Issuance,
  signal: AbortSignal,
): Promise<IssuanceChanges> {
  const gone = { act: null, onKey: 'unknown', credentialId: null } as const
  if (row.rpId === null || row.credentialId === null) return gone
  const { here, possible } = await lookUpAsFarAsPossible(desk, session, row, signal)
  if (here.length > 0) return { act: null, onKey: 'credential' }
  // A key that does not tell has not said that it is gone.
  return possible.length > 0 ? { act: null, onKey: 'unknown' } : gone
}

/** With the sealed PIN, where the key does not tell without it. */
async function lookUpAsFarAsPossible(
  { registry }: Desk,
  session: KeySession,
  row: Issuance,
  signal: AbortSignal,
): Promise<LookUp> {
  const silent = await lookUp(session, [row], signal)
  const pin = silent.possible.length > 0 ? await registry.issuances.openPin(row.id) : null
  if (!pin) return silent
  try {
    return await lookUp(session, [row], signal, pin)
  } catch (error) {
    if (error instanceof CtapStatusError) return silent
    throw error
  } finally {
    pin.fill(0)
  }
}

/** The sealed PIN opens the key: it was not changed. A wrong one costs a try, and the next right one gives it back. */
async function resolveChange(
  desk: Desk,
  session: KeySession,
  row: Issuance,
  signal: AbortSignal,
): Promise<IssuanceChanges | null> {
  const { authenticator } = session
  // A change that happened would have lifted the demand for it.
  if (authenticator.info.forcePINChange === true) return { act: null }
  const { pinRetries } = await getPinRetries(authenticator, { signal })
  if (pinRetries !== null && pinRetries <= retriesToSpare) return null
  try {
    const token = await tokenOf(desk, session, row, signal)
    token?.dispose()
    return token && { act: null }
  } catch (error) {
    if (isRefusedFor(error, 'CTAP2_ERR_PIN_INVALID')) return await finishChange(desk, row)
    // Any other refusal, such as of a PIN tried too often, says nothing of this one.
    if (error instanceof CtapStatusError) return null
    throw error
  }
}

/** The holder has another PIN, whatever of the bundle was still to be written. */
async function finishChange(desk: Desk, row: Issuance): Promise<IssuanceChanges> {
  const { issuances } = desk.registry
  const bundle = await issuances.listBundle(row.bundleId)
  const rows = bundle.filter(({ act }) => act === 'changing-pin')
  await issuances.updateTogether(rows.map((one) => [one.id, withOwnPin(one)]))
  return await openPinGate(desk, 'recovery', row)
}

/** Deletes what the key made at this site and nobody registered. */
async function removeOrphans(
  desk: Desk,
  session: KeySession,
  row: Issuance,
  signal: AbortSignal,
): Promise<IssuanceChanges | null> {
  if (!managesCredentials(session.authenticator) || row.rpId === null) return null
  const token = await tokenOf(desk, session, row, signal).catch((error: unknown) => {
    if (error instanceof CtapStatusError) return null
    throw error
  })
  if (!token) return null
  try {
    await deleteUnregistered(desk, session, row.rpId, token)
    return endWithNothing(row)
  } finally {
    token.dispose()
  }
}

async function deleteUnregistered(
  { registry }: Desk,
  { authenticator, identity }: KeySession,
  rpId: string,
  token: PinToken,
): Promise<void> {
  const known = await registry.issuances.listOnKey(identity)
  const registered = new Set(known.map(({ credentialId }) => credentialId))
  const rpIDHash = createHash('sha256').update(rpId).digest()
  for (const { credentialId } of await enumerateCredentials(authenticator, token, rpIDHash)) {
    if (registered.has(Buffer.from(credentialId).toString('base64url'))) continue
    await deleteCredential(authenticator, token, credentialId)
  }
}

/** Null when there is no sealed PIN. Throws what the key refuses it with. */
async function tokenOf(
  desk: Desk,
  { authenticator }: KeySession,
  { bundleId }: Issuance,
  signal: AbortSignal,
): Promise<PinToken | null> {
  const pin = await openSealedPin(desk, await desk.registry.issuances.listBundle(bundleId))
  if (!pin) return null
  try {
    const permissions = ['credentialManagement'] as const
    return await getPinToken(authenticator, pin, { permissions }, { signal })
  } finally {
    pin.fill(0)
  }
}
