import type { Input, Reply } from '../../shared/contract.ts'
import { separatorOf } from '../../shared/csv.ts'
import type { TrustSummary } from '../../shared/housekeeping.ts'
import { find, forget } from '../state/found.ts'
import { ask, request } from '../state/station.ts'
import type { WindowState } from '../state/store.ts'
import { localeOf } from '../text/locale.ts'

/** What the commands of the upkeep do: each asks one question, and its screen shows the answer. */

export function verifyJournal(): Promise<boolean> {
  return find('verdict', () => ask('audit.verify', null))
}

/** For the spreadsheet that will open it, as one is set up where this language is spoken. */
export function exportTable({ language }: WindowState): Promise<boolean> {
  const separator = separatorOf(localeOf(language))
  return exportJournal({ format: 'csv', separator })
}

export function exportLines(): Promise<boolean> {
  return exportJournal({ format: 'jsonl' })
}

function exportJournal(form: Input<'audit.export'>): Promise<boolean> {
  forget('exported')
  return find('exported', () => ask('audit.export', form))
}

export function checkStation(): Promise<boolean> {
  return find('station', () => ask('self-check.run', null))
}

/** Everything that decides whether keys can be issued, for somebody in particular where one is named. */
export function checkConnection(person: string): Promise<boolean> {
  const question = person === '' ? {} : { person }
  return find('connection', () => ask('readiness.check', question))
}

/** The page as it would be printed, in a file of the operator's choice. */
export function savePaper(paper: 'letter' | 'label'): Promise<boolean> {
  forget('savedPaper')
  return find('savedPaper', () => ask('papers.save-pdf', { paper }))
}

/** What the key of the open panel showed when it was issued, in a file of the operator's choice. */
export async function saveAttestation({ opened }: WindowState): Promise<void> {
  if (opened?.kind !== 'issuance') return
  const { id: issuanceId } = opened.issuance
  forget('savedAttestation')
  await find('savedAttestation', () => ask('issuances.save-attestation', { issuanceId }))
}

/** What was checked is not true of another connection. */
export async function chooseConnection(): Promise<void> {
  if (await request('connection.choose', null)) forget('connection')
}

export function backUp(): Promise<boolean> {
  forget('backup')
  return find('backup', () => ask('registry.backup', null))
}

export function readTerminal(): Promise<boolean> {
  return find('terminal', () => ask('terminal.read', null))
}

export function allowTerminal(isAllowed: boolean): Promise<boolean> {
  return find('terminal', () => ask('terminal.allow', { isAllowed }))
}

export function saveRecoveryKey(): Promise<boolean> {
  forget('recoveryKey')
  return find('recoveryKey', () => ask('recovery-key.save', null))
}

export function readTrust(): Promise<boolean> {
  return changeTrust(() => ask('trust.read', null))
}

export function addRoots(): Promise<boolean> {
  return changeTrust(() => ask('trust.add-roots', null))
}

export function addMetadataRoots(): Promise<boolean> {
  return changeTrust(() => ask('trust.add-metadata-roots', null))
}

export function importMetadata(url?: string): Promise<boolean> {
  return changeTrust(() => ask('trust.import-metadata', url === undefined ? {} : { url }))
}

function changeTrust(change: () => Promise<Reply<TrustSummary>>): Promise<boolean> {
  return find('trust', change)
}
