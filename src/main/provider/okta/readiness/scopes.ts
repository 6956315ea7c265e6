import type { ReadinessItem } from '../../../../shared/readiness.ts'
import { ProviderError } from '../../provider.ts'
import { issuanceScopes, groupScopes } from '../calls/operations.ts'
import type { Scheme } from '../sign-in/authorization.ts'
import { item, type Inspection } from './inspection.ts'

/** Without these nothing can be issued; without the others only less can be told or done. */
const neededScopes = issuanceScopes
const usefulScopes = [
  ...groupScopes,
  'okta.authenticators.read',
  'okta.policies.read',
  'okta.logs.read',
]
/** Scopes a station has no use for, and a thief of its key has. */
const excessiveScopes = [
  'okta.apps.manage',
  'okta.roles.manage',
  'okta.policies.manage',
  'okta.authenticators.manage',
]

type Probe = { readonly scope: string } & (
  | { readonly granted: true; readonly scheme: Scheme }
  | { readonly granted: false; readonly error: string; readonly reason: string }
)

/** Asks for a token for every scope by itself, for Okta refuses all when it misses one. */
export async function inspectScopes(inspection: Inspection): Promise<readonly ReadinessItem[]> {
  const { kind } = inspection.connection.auth
  if (kind === 'token') {
    return [await tokenItem(inspection)]
  }
  const scopes = [...neededScopes, ...usefulScopes]
  const probes =
    kind === 'operator'
      ? await probeTogether(inspection, scopes)
      : await probeEach(inspection, scopes)
  const items = [signInItem(probes), ...scopeItems(probes)]
  const canTell = kind === 'service-app' && probes.some(({ granted }) => granted)
  return canTell ? [...items, await excessItem(inspection)] : items
}

/** A token has no scopes to ask for: it is tried. What it may not do is told by other items. */
async function tokenItem({ ask, signal }: Inspection): Promise<ReadinessItem> {
  try {
    await ask('listUsers', (okta) => okta.users.listUsers({ limit: 1 }), signal)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    if (error.reason.code === 'provider-sign-in-refused') {
      const { error: refusal, reason } = error.reason
      const refused = { code: 'token-refused', error: refusal, reason } as const
      return item('sign-in', 'problem', refused, 'api-tokens')
    }
  }
  return item('sign-in', 'warning', { code: 'token', scheme: 'SSWS' }, 'api-tokens')
}

async function probeEach(inspection: Inspection, scopes: readonly string[]): Promise<Probe[]> {
  const probes: Probe[] = []
  for (const scope of scopes) {
    const probe = await probeScopes(inspection, scope, [scope])
    probes.push(probe)
    // Who is not let in at all is not let in for the next scope either.
    if (!probe.granted && probe.error !== 'invalid_scope') break
  }
  return probes
}

/** One sign-in of the operator for all, for they would have to sign in again for each. */
async function probeTogether(inspection: Inspection, scopes: readonly string[]): Promise<Probe[]> {
  const probe = await probeScopes(inspection, anyOf(scopes), scopes)
  if (probe.granted) return scopes.map((scope) => ({ ...probe, scope }))
  if (probe.error !== 'invalid_scope') return [probe]
  const needed = await probeScopes(inspection, anyOf(neededScopes), neededScopes)
  if (!needed.granted) return [needed]
  // One of the others is missing; which one would take a sign-in for each.
  return [
    ...neededScopes.map((scope) => ({ ...needed, scope })),
    { ...probe, scope: anyOf(usefulScopes) },
  ]
}

function anyOf(scopes: readonly string[]): string {
  return scopes.join(' or ')
}

async function probeScopes(
  { authorization, signal }: Inspection,
  scope: string,
  scopes: readonly string[],
): Promise<Probe> {
  try {
    return { scope, granted: true, scheme: await authorization.signIn(scopes, signal) }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const { reason: cause } = error
    const refused = cause.code === 'provider-sign-in-refused' ? cause : null
    return {
      scope,
      granted: false,
      error: refused?.error ?? cause.code,
      reason: refused?.reason ?? '',
    }
  }
}

function signInItem(probes: readonly Probe[]): ReadinessItem {
  for (const probe of probes) {
    if (!probe.granted) continue
    const { scheme } = probe
    const isBound = scheme === 'DPoP'
    return item(
      'sign-in',
      isBound ? 'ok' : 'warning',
      { code: 'token', scheme },
      isBound ? null : 'app-general',
    )
  }
  const [first] = probes
  const { error, reason } = first?.granted === false ? first : { error: 'none', reason: '' }
  const where = error === 'invalid_scope' ? 'app-scopes' : 'app-general'
  return item('sign-in', 'problem', { code: 'token-refused', error, reason }, where)
}

function scopeItems(probes: readonly Probe[]): readonly ReadinessItem[] {
  return probes.flatMap((probe) => {
    const { scope } = probe
    if (probe.granted) return [item('scope', 'ok', { code: 'scope-granted', scope })]
    if (probe.error !== 'invalid_scope') return []
    const isNeeded = scope === anyOf(neededScopes) || neededScopes.includes(scope)
    const state = isNeeded ? 'problem' : 'warning'
    const { reason } = probe
    return [item('scope', state, { code: 'scope-missing', scope, reason }, 'app-scopes')]
  })
}

async function excessItem(inspection: Inspection): Promise<ReadinessItem> {
  const scopes: string[] = []
  for (const scope of excessiveScopes) {
    const probe = await probeScopes(inspection, scope, [scope])
    if (probe.granted) scopes.push(scope)
  }
  return scopes.length === 0
    ? item('excess-scopes', 'ok', { code: 'scopes-few' })
    : item('excess-scopes', 'warning', { code: 'scopes-excessive', scopes }, 'app-scopes')
}
