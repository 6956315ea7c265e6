import type { Issuance } from '../../shared/records.ts'
import { announce, record, type Work } from '../work.ts'
import { settleBeforeWipe, wipeKey } from './wipe-key.ts'

/** Wipes the key for a new issuance, and commits what was on it to the deletion of its factor. */
export async function eraseKey(work: Work, formers: readonly Issuance[]): Promise<void> {
  work.talk.show('erase-key')
  await settleBeforeWipe(work.desk, formers)
  await announce(work, 'erasing')
  await wipeKey(work, formers)
  await record(work, 'key-erased')
}
