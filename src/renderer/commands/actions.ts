import { isEligible } from '../../shared/eligibility.ts'
import type { Issuance, Person } from '../../shared/records.ts'
import type { IssuedOutcome, Outcome } from '../../shared/run.ts'
import { personName } from '../../shared/text/instruction.ts'
import { ask, request, startRun } from '../state/station.ts'
import { change, type Paper, type WindowState } from '../state/store.ts'

/** What the commands do, and what they need to know for it; commands.ts says when and by which key. */

export function outcomeOf({ run }: WindowState): Outcome | null {
  return run?.activity.kind === 'done' ? run.activity.outcome : null
}

/** The issuance whose PIN waits on this screen: of the run that is done, or chosen from a list. */
export function waitingPin(state: WindowState): string | null {
  const outcome = outcomeOf(state)
  const isOfRun = outcome?.kind === 'issued' && outcome.pinToHandOver
  const id = isOfRun ? outcome.issuanceId : (state.handOverOf?.id ?? null)
  return id === state.handedOver ? null : id
}

/** What a paper says of the one issuance this screen is about. */
export function paperInView(state: WindowState): Omit<Paper, 'kind'> | null {
  const outcome = outcomeOf(state)
  if (outcome?.kind === 'issued') return paperOfRun(outcome)
  const { run, handOverOf, opened } = state
  const issuance = handOverOf ?? (opened?.kind === 'issuance' ? opened.issuance : null)
  return run !== null || issuance === null ? null : paperOf(issuance)
}

/** A PIN that is shown is hidden first: it is in one place at a time. */
export function openPaper(kind: Paper['kind'], state: WindowState): void {
  const paper = paperInView(state)
  if (paper !== null) change({ paper: { kind, ...paper }, pinAskedFor: null })
}

function paperOfRun({ issuanceId, person, key, provider }: IssuedOutcome): Omit<Paper, 'kind'> {
  const { product, serial = '' } = key
  return { issuanceId, name: personName(person), login: person.login, product, serial, provider }
}

function paperOf(issuance: Issuance): Omit<Paper, 'kind'> {
  const { id, personName: name, login, keyProduct, keySerial, provider } = issuance
  return {
    issuanceId: id,
    name,
    login,
    product: keyProduct ?? '',
    serial: keySerial ?? '',
    provider,
  }
}

/** Whose panel is open, if a key can be issued to them. */
export function personToIssueTo({ opened }: WindowState): Person | null {
  return opened?.kind === 'person' && isEligible(opened.person.status) ? opened.person : null
}

export async function start({ chosen, templateId, snapshot }: WindowState): Promise<void> {
  const id = templateId ?? snapshot?.templates[0]?.id
  if (chosen === null || id === undefined) return
  await startRun({ procedure: 'issue-key', personId: chosen.id, templateId: id })
}

export async function activate(state: WindowState): Promise<void> {
  const outcome = outcomeOf(state)
  if (outcome?.kind !== 'issued') return
  await startRun({ procedure: 'activate', issuanceId: outcome.issuanceId })
}

export function readCredentials(): Promise<boolean> {
  return startRun({ procedure: 'whose-key', readCredentials: true })
}

export async function cancel({ run }: WindowState): Promise<void> {
  if (run === null) return
  const reply = run.cancellable ? await ask('runs.cancel', { runId: run.id }) : { ok: false }
  if (!reply.ok) change({ notice: 'cannot-cancel' })
}

export async function dismiss({ run }: WindowState): Promise<void> {
  if (run !== null) await request('runs.dismiss', { runId: run.id })
}

/** A key is issued to the same person; anything else needs what was ordered. */
export function canStartAgain({ run, order }: WindowState): boolean {
  if (run?.procedure === 'issue-key') return run.person !== null
  return run?.procedure === order?.procedure
}

/** Leads back to the same person, where the template and the slot are seen once more. */
export async function startAgain(state: WindowState): Promise<void> {
  const { run, order } = state
  if (run?.procedure === 'issue-key') {
    await dismiss(state)
    change({ chosen: run.person })
  } else if (order !== null) {
    await startRun(order)
  }
}

export async function handOver({ pinAskedFor }: WindowState): Promise<void> {
  if (pinAskedFor === null) return
  const isDone = await request('pins.hand-over', { issuanceId: pinAskedFor })
  if (isDone) change({ handedOver: pinAskedFor, pinAskedFor: null, handOverOf: null })
}

/** Back to the panel it was reached from, else to the table. */
export function closePanel({ opened }: WindowState): void {
  change({ opened: opened?.kind === 'issuance' ? opened.from : null })
}

export async function copyCode({ run }: WindowState): Promise<void> {
  if (run?.activity.kind !== 'failed') return
  const { failure } = run.activity
  try {
    const code = [failure.cause.code, failure.requestId ?? ''].join(' ').trim()
    await navigator.clipboard.writeText(code)
    change({ notice: 'copied' })
  } catch {
    // The clipboard is closed to this window: marked, the code is one stroke away from it.
    const details = document.getElementById('details')
    if (details) document.getSelection()?.selectAllChildren(details)
  }
}

export async function simulateSlot({ snapshot }: WindowState): Promise<void> {
  const [key] = snapshot?.simulator?.keys ?? []
  if (key === undefined) return
  await request('simulator.act', { act: key.inserted ? 'remove' : 'insert', name: key.name })
}

export async function switchTouch({ snapshot }: WindowState): Promise<void> {
  const on = snapshot?.simulator?.touchByHand !== true
  await request('simulator.act', { act: 'touch-by-hand', on })
}

export function submit(id: string): void {
  const form = document.getElementById(id)
  if (form instanceof HTMLFormElement) form.requestSubmit()
}
