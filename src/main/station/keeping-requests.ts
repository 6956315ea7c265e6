import { aboutNothing, writeFact } from '../desk/facts.ts'
import { templateDetail } from '../store/journal/details.ts'
import type { AuditProcedure } from '../store/journal/entry.ts'
import { nullIfUnreadable } from '../store/rows/read-row.ts'
import { trustSummaryOf } from '../trust/trust-summary.ts'
import { changeTrust, type TrustChange } from '../workflows/change-trust.ts'
import { exportAttestation } from '../workflows/export-attestation.ts'
import type { StationEdges } from './edges.ts'
import type { Handlers } from './handlers.ts'
import { historyOf } from './history.ts'
import {
  auditRowOf,
  backUp,
  dialogsOf,
  exportJournal,
  saveAttestation,
  savePdf,
} from './housekeeping.ts'
import { checkStation } from './self-check.ts'
import type { StationState } from './state.ts'

/** What is asked of what the station keeps: registry, journal, templates, trust, and itself. */
export function keepingHandlers(edges: StationEdges, state: StationState) {
  const { issuances, keys, people } = edges.registry
  return {
    ...templateHandlers(edges, state),
    ...auditHandlers(edges),
    ...trustHandlers(edges),
    'issuances.list': (page) => issuances.page(page),
    'issuances.history': ({ issuanceId }) => historyOf(edges, issuanceId),
    'issuances.attestation': ({ issuanceId }) => exportAttestation(edges, issuanceId),
    'issuances.save-attestation': ({ issuanceId }) => saveAttestation(edges, issuanceId),
    'keys.list': (page) => keys.page(page),
    'people.list': (page) => people.page(page),
    'registry.backup': () => backUp(edges),
    'papers.save-pdf': ({ paper }) => savePdf(edges, `keydesk-${paper}.pdf`),
    'self-check.run': () => checkStation(edges, state.lanes.isBusy),
  } satisfies Partial<Handlers>
}

function templateHandlers(edges: StationEdges, state: StationState) {
  const { templates } = edges.registry
  return {
    'templates.save': ({ template }) =>
      state.thenShow(async () => {
        // One that cannot be read is mended by its next version.
        const before = await templates.find(template.id).catch(nullIfUnreadable)
        const saved = await templates.save(template)
        const detail = templateDetail(saved, before)
        await writeFact(edges, 'template-saved', aboutNothing, { detail })
        return saved
      }),
    'templates.retire': ({ templateId }) =>
      state.thenShow(async () => {
        const before = await templates.find(templateId)
        const isRetired = await templates.retire(templateId)
        if (!before || !isRetired) return null
        const detail = templateDetail(before, before)
        await writeFact(edges, 'template-retired', aboutNothing, { detail })
        return null
      }),
  } satisfies Partial<Handlers>
}

function auditHandlers(edges: StationEdges) {
  const { journal } = edges.registry
  return {
    'audit.list': async ({ procedure, ...page }) => {
      const filter = procedure === null ? {} : { procedure: procedure as AuditProcedure }
      const { rows, total } = await journal.page({ ...page, ...filter })
      return { rows: rows.map(auditRowOf), total }
    },
    'audit.verify': () => journal.verify(),
    'audit.export': (form) => exportJournal(edges, form),
  } satisfies Partial<Handlers>
}

function trustHandlers(edges: StationEdges) {
  const { trustStore } = edges
  const summary = async () => trustSummaryOf(await trustStore.read())
  const chosen = () => dialogsOf(edges).chooseFile()
  /** Null where the operator changed their mind. */
  async function change(how: TrustChange, source: string | null) {
    if (source !== null) await changeTrust(edges, trustStore, how, source)
    return await summary()
  }
  return {
    'trust.read': summary,
    'trust.add-roots': async () => change('add-roots', await chosen()),
    'trust.add-metadata-roots': async () => change('add-metadata-roots', await chosen()),
    'trust.import-metadata': async ({ url }) => change('import-metadata', url ?? (await chosen())),
  } satisfies Partial<Handlers>
}
