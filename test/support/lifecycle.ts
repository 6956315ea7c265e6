import { expect, onTestFinished } from 'vitest'
import { deskTrust } from '../../src/main/trust/desk-trust.ts'
import { recover } from '../../src/main/workflows/recover.ts'
import type { Issuance } from '../../src/shared/records.ts'
import type { Answer, Order, Question } from '../../src/shared/run.ts'
import type { Template } from '../../src/shared/template.ts'
import type { KeyProfile } from '../../src/simulator/virtual-key/profile.ts'
import { VirtualKey } from '../../src/simulator/virtual-key/virtual-key.ts'
import {
  issuedIn,
  openTestStation,
  runIssue,
  runOrder,
  typedPin,
  type Script,
  type TestStation,
} from './test-station.ts'

export const jane = 'jane.doe@example.com'

/** A desk with two keys, one in the slot, that take a reset at any time. */
export interface TestDesk extends TestStation {
  readonly one: VirtualKey
  readonly two: VirtualKey
  /** Pulls the first key and plugs the second one in. */
  swap(): void
}

/** Opens one for a test that is under way; it ends with it, and no defect was told of meanwhile. */
export async function openTestDesk(
  change: Partial<Template> = {},
  customDomain: string | null = null,
  profile: Partial<KeyProfile> = {},
): Promise<TestDesk> {
  const resetWindowMs = Number.POSITIVE_INFINITY
  const keyOf = (serialNumber: number) =>
    new VirtualKey({ profile: { serialNumber, ...profile }, resetWindowMs })
  const [one, two] = [keyOf(2001), keyOf(2002)]
  two.unplug()
  const keys = new Map([
    ['one', one],
    ['two', two],
  ])
  const station = await openTestStation(keys, change, customDomain)
  const swap = (): void => {
    one.unplug()
    two.plugIn()
  }
  onTestFinished(async () => {
    expect(station.defects).toEqual([])
    await station.close()
  })
  return { ...station, one, two, swap }
}

/** Says yes to everything, and types these PINs. */
export function agree(pins: { readonly own?: string; readonly current?: string } = {}) {
  return (question: Question): Answer => {
    switch (question.kind) {
      case 'confirm-erase':
        return { kind: 'confirm-erase', erase: true }
      case 'identify-key':
        return { kind: 'identify-key', by: 'unknown', issuanceId: null }
      case 'confirm-change':
        return { kind: 'confirm-change', confirmed: true }
      case 'choose-pin':
        return typedPin(pins.own ?? '73519420')
      case 'enter-pin':
        return { kind: 'enter-pin', pin: new TextEncoder().encode(pins.current ?? '73519420') }
    }
  }
}

/** Makes the next version of a template. */
export async function changeTemplate(desk: TestDesk, id: string, change: Partial<Template>) {
  const template = await desk.registry.templates.find(id)
  if (!template) throw new Error(`no template ${id}`)
  return await desk.registry.templates.save({ ...template, ...change })
}

/** Issues a key to Jane and resolves with its row. */
export async function issue(desk: TestDesk, templateId = 'hand-over'): Promise<Issuance> {
  const { end } = await runIssue(desk, { templateId, answer: agree() })
  return await rowOf(desk, issuedIn(end).issuanceId)
}

const tenzin = 'tenzin.manykeys@example.com'

/** Issues a key to somebody who then has ten factors, as many as Okta allows. */
export async function issueTenth(desk: TestDesk, templateId = 'hand-over'): Promise<Issuance> {
  const [first] = desk.double.records().factors.filter(({ login }) => login === tenzin)
  await desk.provider.deleteFactor(first?.userId ?? '', first?.id ?? '')
  const { end } = await runIssue(desk, { person: tenzin, templateId, answer: agree() })
  const row = await rowOf(desk, issuedIn(end).issuanceId)
  expect(tenFactors(desk)).toContainEqual([row.factorId, 'ACTIVE'])
  return row
}

/** Their factors, ten of them: id and status. */
export function tenFactors({ double }: TestDesk) {
  const factors = double.records().factors.filter(({ login }) => login === tenzin)
  expect(factors).toHaveLength(10)
  return factors.map(({ id, status }) => [id, status])
}

/** Runs a procedure, agreeing to everything. */
export async function run(desk: TestDesk, order: Order, script: Script = {}) {
  return await runOrder(desk, order, { answer: agree(), ...script })
}

/** What a station does at its start with what was left half done; its key is in no slot. */
export async function recoverAt(station: Omit<TestStation, 'station' | 'double'>): Promise<void> {
  const { registry, provider, trust } = station
  await recover(
    {
      registry,
      provider,
      trust: deskTrust(trust, Date.now),
      keys: { list: () => Promise.resolve([]), open: () => Promise.reject(new Error('no key')) },
      randomBytes: (length) => new Uint8Array(length),
      operator: 'operator',
      stationName: 'west',
      onDefect: (defect) => expect.unreachable(defect),
    },
    new AbortController().signal,
  )
}

export async function rowOf({ registry }: TestDesk, id: string): Promise<Issuance> {
  const row = await registry.issuances.find(id)
  if (!row) throw new Error(`no row ${id}`)
  return row
}

/** Jane's factors at the double: status and credential. */
export function factorsOfJane({ double }: TestDesk) {
  return double
    .records()
    .factors.filter(({ login }) => login === jane)
    .map(({ id, status, credentialId }) => ({ id, status, credentialId }))
}

/** What the journal says happened, the first first. */
export async function facts({ registry }: TestDesk): Promise<string[]> {
  return (await registry.journal.list(200)).map(({ fact }) => fact.fact).toReversed()
}
