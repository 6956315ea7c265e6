import type { Kysely } from 'kysely'
import { Activations } from './activations.ts'
import type { Claimant } from './claimant.ts'
import { Claims } from './claims.ts'
import { Issuances } from './issuances/issuances.ts'
import { Keys } from './keys.ts'
import { People } from './people.ts'
import { Proposals } from './proposals.ts'
import { readEveryRow } from './rows/read-every-row.ts'
import { UnreadableRows } from './rows/unreadable-rows.ts'
import type { Schema } from './schema.ts'
import type { DataKeyKeeper } from './sealing/data-key.ts'
import { Templates } from './templates.ts'

/** What a registry keeps row by row, beside its journal. */
export interface Tables {
  readonly issuances: Issuances
  readonly claims: Claims
  readonly keys: Keys
  readonly people: People
  readonly templates: Templates
  readonly proposals: Proposals
  readonly activations: Activations
  /** Rows that could not be read so far. */
  readonly unreadable: UnreadableRows
  /** Reads every row there is, so that those that cannot be read are known; a million take seconds. */
  readEveryRow(): Promise<void>
}

/** What tables are read and written with. */
export interface TableTools {
  readonly db: Kysely<Schema>
  /** Of the key that seals fields. */
  readonly keeper: DataKeyKeeper
  readonly claimant: Claimant
  readonly now: () => number
}

/** The tables of a database; a bad row of any of them is noted in one place. */
export function tablesOf({ db, keeper, claimant, now }: TableTools): Tables {
  const unreadable = new UnreadableRows()
  const claims = new Claims(db, claimant, unreadable, now)
  return {
    issuances: new Issuances({ db, unreadable, keeper, claims, now }),
    claims,
    keys: new Keys(db, unreadable, now),
    people: new People(db, unreadable, now),
    templates: new Templates(db, unreadable, now),
    proposals: new Proposals(db, unreadable, { claims, now }),
    activations: new Activations(db),
    unreadable,
    readEveryRow: () => readEveryRow(db, unreadable),
  }
}
