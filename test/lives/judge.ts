import type { Issuance } from '../../src/shared/records.ts'
import type { Registry } from '../../src/main/store/registry.ts'
import type { OktaUser } from '../../src/simulator/okta/people/records.ts'
import { gather, isUnfinished, liesIn, type Evidence } from '../matrix/truth.ts'
import type { Life } from './life.ts'

/** When the station is asked for the truth: what only recovery or a person finds out comes later. */
export type Occasion = 'at once' | 'recovered' | 'over'

/** What the judge must know besides the evidence. */
export interface Hearing {
  readonly occasion: Occasion
  /** Factors and logins an administrator has laid hands on. */
  readonly meddled: ReadonlySet<string>
}

/** Every way in which what is said is not so. */
export async function judge(
  life: Life,
  registry: Registry,
  { occasion, meddled }: Hearing,
): Promise<readonly string[]> {
  const evidence = await gather(life, registry)
  const access = await accessOf(life, evidence.rows)
  const lies = liesIn(evidence).filter((lie) => isDue(lie, occasion, evidence.rows))
  return [
    ...lies.filter((lie) => meddled.size === 0 || !/factor that is absent/.test(lie)),
    ...evidence.rows.flatMap((row) => aboutSignIn(row, evidence, access, meddled)),
    ...(occasion === 'over' ? evidence.rows.filter(isUnfinished).map(leftOver) : []),
  ]
}

const leftOver = ({ procedure, state, act }: Issuance): string =>
  `${procedure} ${state}: is left over, ${act}`

/** What recovery looks at is not known before it, nor what the disk had no room for. */
function isDue(lie: string, occasion: Occasion, rows: readonly Issuance[]): boolean {
  // What was finished without its key stays unknown, also when the key turns up again.
  if (/: (could know what is|is live and unknown) on its key$/.test(lie)) return false
  if (occasion !== 'at once') return true
  if (/: is unfinished|^\S+ planned: /.test(lie)) return false
  if (lie.startsWith('factor PENDING_ACTIVATION')) return !rows.some(isUnfinished)
  return !(
    lie.endsWith('holds a credential nobody tells of') && rows.some(({ act }) => act === 'creating')
  )
}

/** What keeps people in or out besides their keys, by login. */
interface Access {
  readonly users: readonly OktaUser[]
  /** The ids of their groups by the ids of people. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>
}

async function accessOf({ double, provider }: Life, rows: readonly Issuance[]): Promise<Access> {
  const groups = new Map<string, ReadonlySet<string>>()
  for (const id of new Set(
    rows.filter((row) => groupOf(row) !== null).map(({ personId }) => personId),
  )) {
    groups.set(id, new Set((await provider.listGroupsOf(id)).map((group) => group.id)))
  }
  return { users: double.records().users, groups }
}

/** The group without which nobody gets in with this key; null where there is none. */
function groupOf({ template: { activation } }: Issuance): string | null {
  if (activation.when !== 'hand-over' || activation.gate !== 'group') return null
  return activation.group.id
}

/** Who may sign in with what, as the row says it. */
function aboutSignIn(
  row: Issuance,
  evidence: Evidence,
  access: Access,
  meddled: ReadonlySet<string>,
): readonly string[] {
  if (isUnfinished(row) || meddled.has(row.login) || meddled.has(row.factorId ?? '')) return []
  const way = wayIn(row, evidence, access)
  const name = `${row.procedure} ${row.state} ${row.template.id}`
  const [missing] = Object.entries(way).filter(([, is]) => !is)
  // One group lets in whoever has any of a person's keys, and keeps out all of them.
  const isShared = sharesGroup(row, evidence.rows)
  if (isShared && (missing === undefined || missing[0] === 'group')) return []
  if (row.state === 'active') {
    return missing ? [`${name}: nobody can sign in, for want of ${missing[0]}`] : []
  }
  return missing || isShown(row) ? [] : [`${name}: its holder can sign in`]
}

/** Whether another key of theirs is behind the same group, or was. */
function sharesGroup(row: Issuance, rows: readonly Issuance[]): boolean {
  const group = groupOf(row)
  const others = rows.filter(({ personId, id }) => personId === row.personId && id !== row.id)
  return group !== null && others.some((one) => groupOf(one) === group)
}

/** Behind the gate `pin` a holder who was shown the PIN is not kept from anything. */
function isShown({ state, hasSealedPin, template: { activation } }: Issuance): boolean {
  const isGatePin = activation.when === 'hand-over' && activation.gate === 'pin'
  return state === 'issued' && isGatePin && hasSealedPin
}

function wayIn(row: Issuance, { factors, keys, sealed, rows }: Evidence, access: Access) {
  const factor = factors.find(({ id }) => id === row.factorId)
  const key = keys.find(({ credentialIds }) => credentialIds.includes(row.credentialId ?? ''))
  const user = access.users.find(({ id }) => id === row.personId)
  const group = groupOf(row)
  const pin = key?.pinHash ?? ''
  const isSealed = rows.some(
    ({ id, bundleId }) => bundleId === row.bundleId && sealed.get(id) === pin,
  )
  return {
    factor: factor?.status === 'ACTIVE' && factor.credentialId === row.credentialId,
    credential: key !== undefined,
    person: user?.status === 'ACTIVE',
    group: group === null || access.groups.get(row.personId)?.has(group) === true,
    pin: key?.knownPins.includes(pin) === true || (row.state === 'active' && isSealed),
  }
}
