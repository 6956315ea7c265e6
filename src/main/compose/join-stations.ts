import { aboutNothing, factBy, type Doer } from '../desk/facts.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { putAside } from '../store/file/put-aside.ts'
import { joinRegistry, type JoinPlan } from '../store/joining/join.ts'
import type { AuditDetail, AuditFact, Fact } from '../store/journal/entry.ts'
import type { Journal } from '../store/journal/journal.ts'
import { registryIn } from '../system/data-directory.ts'
import { takeConnection } from './connection.ts'
import { takeTrust } from './take-trust.ts'

/** A station's data directory, and who seals what is kept there. */
interface StationFolder {
  readonly dataDirectory: string
  readonly secrets: Secrets
}

/** Which station is taken into which, and by whom. */
export interface JoinStations {
  readonly from: StationFolder
  readonly into: StationFolder
  readonly who: Doer
  readonly now: () => number
}

/** What became of a station that was taken in. */
export interface Joined {
  /** Its whole registry, beside the other: the file's name. */
  readonly archive: string
  /** Where its folder is now. */
  readonly aside: string
  /** How many issuances came. */
  readonly issuances: number
}

/**
 * Makes two stations one: registry, connection and trust of the one come to the other, and only then is its
 * folder put aside. Killed anywhere, it can be done again. Undefined where `decide` is against it. Throws what
 * joinRegistry does, and ProcedureError `file-not-written`.
 */
export async function joinStations(
  { from, into, who, now }: JoinStations,
  decide: (plan: JoinPlan) => Promise<boolean>,
): Promise<Joined | undefined> {
  const factOf = (fact: Fact, detail: AuditDetail): AuditFact =>
    factBy(who, fact, aboutNothing, { detail })
  const order = {
    from: { file: registryIn(from.dataDirectory), secrets: from.secrets },
    into: { file: registryIn(into.dataDirectory), secrets: into.secrets },
    now,
    factOf: (detail: AuditDetail) => factOf('registry-joined', detail),
    besides: (journal: Journal) =>
      takeBesides(from, into, (fact, detail) => journal.append(factOf(fact, detail))),
  }
  const detail = await joinRegistry(order, decide)
  if (!detail) return undefined
  const aside = await putAside(order.from.file, new Date(now()))
  return { archive: detail.archive, aside, issuances: detail.issuances }
}

/** What is trusted, and the connection, stand in the journal here as everywhere. */
async function takeBesides(
  from: StationFolder,
  into: StationFolder,
  note: (fact: Fact, detail: AuditDetail) => Promise<void>,
): Promise<void> {
  await takeConnection(from, into, (host) =>
    note('connection-changed', { kind: 'connection', host }),
  )
  await takeTrust(from.dataDirectory, into.dataDirectory, note)
}
