import { announce, record, type Work } from '../../desk/work.ts'
import type { Recognised } from '../key/recognise-key.ts'
import { settleBeforeErase, eraseOnKey } from './erase-on-key.ts'

/** Erases the key for a new issuance, and commits what was on it to the deletion of its factor. */
export async function eraseToIssue(work: Work, found: Recognised): Promise<void> {
  work.talk.show('erase-key')
  await settleBeforeErase(work.desk, found.rows)
  await announce(work, 'erasing')
  await eraseOnKey(work, found)
  await record(work, 'key-erased')
}
