import type { AuditProcedure, Fact } from './audit/entry.ts'
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
import { aboutNothing, writeFact } from './office.ts'
import { checkStation } from './self-check.ts'
import type { StationEdges } from './station-edges.ts'
import type { StationState } from './station-state.ts'
import { trustSummaryOf } from './trust/trust-summary.ts'
import { exportAttestation } from './workflows/export-attestation.ts'

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
    'templates.save': async ({ template }) => {
      const saved = await templates.save(template)
      await writeFact(edges, 'template-saved', aboutNothing)
      await state.readRegistry()
      return saved
    },
    'templates.retire': async ({ templateId }) => {
      await templates.retire(templateId)
      await writeFact(edges, 'template-retired', aboutNothing)
      await state.readRegistry()
      return null
    },
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
  async function take(
    fact: Fact,
    source: string | null,
    work: (source: string) => Promise<unknown>,
  ) {
    if (source !== null) {
      await work(source)
      await writeFact(edges, fact, aboutNothing)
    }
    return await summary()
  }
  return {
    'trust.read': summary,
    'trust.add-roots': async () =>
      take('roots-added', await chosen(), (file) => trustStore.addRoots(file)),
    'trust.add-metadata-roots': async () =>
      take('metadata-roots-added', await chosen(), (file) => trustStore.addMetadataRoots(file)),
    'trust.import-metadata': async ({ url }) =>
      take('metadata-imported', url ?? (await chosen()), (source) =>
        trustStore.importMetadata(source),
      ),
  } satisfies Partial<Handlers>
}
