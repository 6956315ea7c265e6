import { join } from 'node:path'
import { rootsDetail } from '../store/journal/details.ts'
import type { AuditDetail, Fact } from '../store/journal/entry.ts'
import { takeMetadata } from '../trust/metadata-store.ts'
import { readRoots, writeRoots, type RootPurpose } from '../trust/roots.ts'
import { diskFolder, type TrustFolder } from '../trust/trust-folder.ts'

/** Writes a fact into the journal. */
type Note = (fact: Fact, detail: AuditDetail) => Promise<void>

/**
 * Trusts what another data directory does: the certificates that are missing, and FIDO's list where there is
 * none. Each is noted before it is trusted.
 */
export async function takeTrust(from: string, into: string, note: Note): Promise<void> {
  const folders = [diskFolder(join(from, 'trust')), diskFolder(join(into, 'trust'))] as const
  await takeRoots(...folders, 'keys', (detail) => note('roots-added', detail))
  // Who may sign the list comes before the list.
  await takeRoots(...folders, 'metadata', (detail) => note('metadata-roots-added', detail))
  await takeMetadata(...folders, (number) =>
    note('metadata-imported', { kind: 'metadata', number }),
  )
}

async function takeRoots(
  from: TrustFolder,
  into: TrustFolder,
  purpose: RootPurpose,
  note: (detail: AuditDetail) => Promise<void>,
): Promise<void> {
  const there = new Set((await readRoots(into, purpose)).roots.map(({ sha256 }) => sha256))
  const { roots } = await readRoots(from, purpose)
  const missing = roots.filter(({ sha256 }) => !there.has(sha256))
  if (missing.length === 0) return
  await note(rootsDetail(missing))
  for (const { certificate } of missing) await writeRoots(into, purpose, certificate.raw)
}
