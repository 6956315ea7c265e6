import { z } from 'zod'
import { plainName } from '../../shared/plain-text.ts'

/** One status of a model, in FIDO's words (MDS v3.1 §3.1.3). */
export interface StatusReport {
  /** For example `FIDO_CERTIFIED_L1` or `REVOKED`; FIDO may add to them. */
  readonly status: string
  /** As it is written, `YYYY-MM-DD`. */
  readonly effectiveDate: string | null
  /** DER of the certificates it is about; none: the whole model. */
  readonly certificates: readonly Uint8Array[]
}

/** What the metadata says of a key model. */
export interface KeyModel {
  readonly name: string | null
  /** DER of its attestation roots, as they were given: some may be no certificate. */
  readonly roots: readonly Uint8Array[]
  readonly reports: readonly StatusReport[]
}

/** Models by AAGUID and, for U2F keys, by the identifier of the attestation certificate's key. */
export interface ModelIndex {
  readonly byAaguid: ReadonlyMap<string, KeyModel>
  readonly byKeyIdentifier: ReadonlyMap<string, KeyModel>
  /** Entries that could not be read. */
  readonly malformed: number
}

const name = z.string().transform((text) => plainName(text))
const base64 = z.string().transform((text) => Uint8Array.from(Buffer.from(text, 'base64')))

const reportSchema = z
  .object({
    status: name,
    effectiveDate: z.string().nullish(),
    certificate: base64.nullish(),
    batchCertificate: base64.nullish(),
  })
  .transform(({ status, effectiveDate, certificate, batchCertificate }): StatusReport => ({
    status,
    effectiveDate: effectiveDate ?? null,
    certificates: [certificate, batchCertificate].filter((each) => each != null),
  }))

const entrySchema = z.object({
  aaguid: z.guid().toLowerCase().nullish(),
  attestationCertificateKeyIdentifiers: z.array(z.string().toLowerCase()).nullish(),
  metadataStatement: z
    .object({
      description: name.nullish(),
      attestationRootCertificates: z.array(base64).nullish(),
    })
    .nullish(),
  statusReports: z.array(reportSchema).nullish(),
})

type Entry = z.output<typeof entrySchema>

/** Reads the entries of a blob. One that is malformed is counted and spoils no other. */
export function indexModels(entries: readonly unknown[]): ModelIndex {
  const byAaguid = new Map<string, KeyModel>()
  const byKeyIdentifier = new Map<string, KeyModel>()
  let malformed = 0
  for (const entry of entries) {
    const { success, data } = entrySchema.safeParse(entry)
    if (!success) {
      malformed += 1
      continue
    }
    const model = modelOf(data)
    if (data.aaguid != null) add(byAaguid, data.aaguid, model)
    for (const id of data.attestationCertificateKeyIdentifiers ?? [])
      add(byKeyIdentifier, id, model)
  }
  return { byAaguid, byKeyIdentifier, malformed }
}

function modelOf({ metadataStatement, statusReports }: Entry): KeyModel {
  return {
    name: metadataStatement?.description ?? null,
    roots: metadataStatement?.attestationRootCertificates ?? [],
    reports: statusReports ?? [],
  }
}

/** A second entry of the same model adds to the first: its reports must not hide the other's. */
function add(models: Map<string, KeyModel>, id: string, model: KeyModel): void {
  const known = models.get(id)
  models.set(id, {
    name: known?.name ?? model.name,
    roots: [...(known?.roots ?? []), ...model.roots],
    reports: [...(known?.reports ?? []), ...model.reports],
  })
}
