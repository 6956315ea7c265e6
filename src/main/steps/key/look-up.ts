import { CtapStatusError, findCredential, getPinToken } from '../../../ctap2/index.ts'
import type { Issuance } from '../../../shared/records.ts'
import type { KeySession } from '../../desk/key-session.ts'

/** What a key answered when it was asked for the credentials of these rows. */
export interface LookUp {
  /** Their credentials are on it. */
  readonly here: readonly Issuance[]
  /** Their credentials may be on it: the key did not say, and its silence is no "no". */
  readonly possible: readonly Issuance[]
}

/** More than this is not asked of a key; a model that common has serial numbers. */
const mostCandidates = 500

/**
 * Asks a key for credentials without a touch, and with its PIN where that is given. Without it the key
 * is silent about those under credProtect 3 (CTAP 2.2 section 12.1.1), and may refuse altogether. Throws
 * the key's refusal of the PIN.
 */
export async function lookUp(
  session: KeySession,
  rows: readonly Issuance[],
  signal: AbortSignal,
  pin?: Uint8Array,
): Promise<LookUp> {
  const here: Issuance[] = []
  const possible: Issuance[] = rows.slice(mostCandidates)
  for (const [rpId, some] of bySite(rows.slice(0, mostCandidates))) {
    // Never finished, or made anew and lost: no credential of it is known to ask for.
    if (rpId === null) possible.push(...some.filter(({ state }) => state !== 'unfinished'))
    else {
      const found = await lookUpAt(session, rpId, some, signal, pin)
      here.push(...found.here)
      possible.push(...found.possible)
    }
  }
  return { here: inOrder(rows, here), possible: inOrder(rows, possible) }
}

async function lookUpAt(
  { authenticator }: KeySession,
  rpId: string,
  rows: readonly Issuance[],
  signal: AbortSignal,
  pin: Uint8Array | undefined,
): Promise<LookUp> {
  const permissions = ['getAssertion'] as const
  const token = pin && (await getPinToken(authenticator, pin, { permissions, rpId }, { signal }))
  const here: Issuance[] = []
  let rest = rows
  try {
    for (;;) {
      const ids = rest.map(({ credentialId }) => Buffer.from(credentialId ?? '', 'base64url'))
      const search = { rpId, ids, ...(token && { token }) }
      const id = await findCredential(authenticator, search, { signal })
      if (id === null) break
      const credentialId = Buffer.from(id).toString('base64url')
      const found = rest.filter((row) => row.credentialId === credentialId)
      // A key that names what it was not asked for would go on for ever.
      if (found.length === 0) break
      here.push(...found)
      rest = rest.filter((row) => row.credentialId !== credentialId)
    }
    return { here, possible: token ? [] : rest.filter(isHidden) }
  } catch (error) {
    if (!(error instanceof CtapStatusError)) throw error
    return { here, possible: rest }
  } finally {
    token?.dispose()
  }
}

/** Made under credProtect 3: its key answers for it only to a verified user. */
function isHidden({ template }: Issuance): boolean {
  return template.userVerification === 'required'
}

function bySite(rows: readonly Issuance[]): ReadonlyMap<string | null, readonly Issuance[]> {
  const sites = new Map<string | null, Issuance[]>()
  for (const row of rows) {
    const site = row.credentialId === null ? null : row.rpId
    sites.set(site, [...(sites.get(site) ?? []), row])
  }
  return sites
}

function inOrder(rows: readonly Issuance[], some: readonly Issuance[]): readonly Issuance[] {
  const ids = new Set(some.map(({ id }) => id))
  return rows.filter(({ id }) => ids.has(id))
}
