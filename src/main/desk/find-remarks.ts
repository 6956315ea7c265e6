import type { Issuance } from '../../shared/records.ts'
import type { KeyRemark } from '../../shared/remarks.ts'
import type { Registry } from '../store/registry.ts'
import type { DeskTrust } from '../trust/desk-trust.ts'

/** What there is to be asked for remarks. */
interface Sources {
  readonly registry: Pick<Registry, 'issuances'>
  readonly trust: Pick<DeskTrust, 'remarksOn'>
}

/**
 * What speaks against a key: what the metadata says of its model now, and what was found in what it
 * showed when these issuances were made.
 */
export async function findRemarks(
  { registry, trust }: Sources,
  aaguid: string | null,
  issuances: readonly Pick<Issuance, 'id'>[],
): Promise<readonly KeyRemark[]> {
  const found = [
    ...(aaguid === null ? [] : await trust.remarksOn(aaguid)),
    ...(await registry.issuances.remarksOf(issuances.map(({ id }) => id))),
  ]
  // Several credentials on one key showed the same.
  return [...new Map(found.map((remark) => [JSON.stringify(remark), remark])).values()]
}
