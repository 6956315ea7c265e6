import { announce, record, type Work } from '../../desk/work.ts'
import type { Recognised } from '../key/recognise-key.ts'
import { settleBeforeWipe, wipeKey } from './wipe-key.ts'

/** Wipes the key for a new issuance, and commits what was on it to the deletion of its factor. */
export async function eraseKey(work: Work, found: Recognised): Promise<void> {
  work.talk.show('erase-key')
  await settleBeforeWipe(work.desk, found.rows)
  await announce(work, 'erasing')
  await wipeKey(work, found)
  await record(work, 'key-erased')
}
