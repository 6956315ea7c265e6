import { aboutNothing, writeFact, type Workplace } from '../desk/facts.ts'
import { metadataDetail, rootsDetail } from '../store/journal/details.ts'
import type { AuditDetail, Fact } from '../store/journal/entry.ts'
import type { TrustStore } from '../trust/trust-store.ts'

interface Change {
  readonly fact: Fact
  readonly make: (store: TrustStore, source: string) => Promise<AuditDetail>
}

/** What can be trusted from now on, and how the journal calls it. */
const changes = {
  'add-roots': {
    fact: 'roots-added',
    make: async (store, file) => rootsDetail(await store.addRoots(file)),
  },
  'add-metadata-roots': {
    fact: 'metadata-roots-added',
    make: async (store, file) => rootsDetail(await store.addMetadataRoots(file)),
  },
  'import-metadata': {
    fact: 'metadata-imported',
    make: async (store, source) => metadataDetail(await store.importMetadata(source)),
  },
} satisfies { readonly [name: string]: Change }

export type TrustChange = keyof typeof changes

/** The names of what can be changed. */
export const trustChanges = Object.freeze(Object.keys(changes)) as readonly TrustChange[]

/** Trusts what a file or an address holds, and writes it into the journal. Throws a TrustError. */
export async function changeTrust(
  workplace: Workplace,
  store: TrustStore,
  change: TrustChange,
  source: string,
): Promise<void> {
  const { fact, make }: Change = changes[change]
  const detail = await make(store, source)
  await writeFact(workplace, fact, aboutNothing, { detail })
}
