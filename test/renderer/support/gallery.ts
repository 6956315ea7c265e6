import { expect, type Page } from '@playwright/test'
import type { StationSnapshot } from '../../../src/shared/contract.ts'
import type { FailureCode, KeyState } from '../../../src/shared/failure.ts'
import type { Activity, PhysicalAct, StepName } from '../../../src/shared/run.ts'
import { life } from './life-gallery.ts'
import type { Picture } from './picture.ts'
import {
  causes,
  demo,
  desk,
  failure,
  handOver,
  keyC,
  outcome,
  proposals,
  runAt,
  strict,
  unfinished,
  walkIn,
  withRun,
  yubikey,
} from './samples.ts'
import { tableGallery } from './table-gallery.ts'
import { upkeepGallery } from './upkeep-gallery.ts'

const noConnection: StationSnapshot = {
  ...desk,
  connection: { kind: 'none' },
  keys: [],
  recent: [],
}

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('combobox').fill(text)
  await page.getByRole('option').or(page.getByText('Nobody called')).first().waitFor()
}

async function chooseJane(page: Page): Promise<void> {
  await search(page, 'jane')
  await page.getByRole('option', { name: 'Jane Doe' }).click()
  await page.getByRole('heading', { name: 'Jane Doe' }).waitFor()
}

const atTheDesk: readonly Picture[] = [
  { name: 'first', snapshot: noConnection },
  {
    name: 'first-broken',
    snapshot: {
      ...noConnection,
      keys: [yubikey],
      connection: { kind: 'broken', cause: causes['connection-invalid'] },
    },
  },
  { name: 'desk', snapshot: desk },
  { name: 'desk-empty', snapshot: { ...desk, keys: [], recent: [] } },
  { name: 'desk-unfinished', snapshot: { ...desk, unfinished, keys: [keyC] } },
  { name: 'desk-changed-at-okta', snapshot: { ...desk, proposals } },
  { name: 'desk-several-keys', snapshot: { ...desk, keys: [yubikey, keyC] } },
  { name: 'desk-simulated', snapshot: demo },
  { name: 'desk-found', snapshot: desk, prepare: (page) => search(page, 'jan') },
  { name: 'desk-nobody', snapshot: desk, prepare: (page) => search(page, 'zebra') },
  {
    name: 'desk-typed-by-key',
    snapshot: desk,
    prepare: async (page) => {
      await expect(async () => {
        await page.keyboard.type('cccccbhvteljhdlhtjbkfcgjlhlkduhjgubrhhblkbfl')
        await expect(page.getByText('A security key typed that')).toHaveCount(2)
        await expect(page.getByRole('combobox')).toHaveValue('')
      }).toPass()
    },
  },
  { name: 'issue', snapshot: desk, prepare: chooseJane },
  {
    name: 'issue-strict',
    snapshot: { ...desk, templates: [walkIn, handOver, strict] },
    prepare: async (page) => {
      await chooseJane(page)
      await page.getByText(strict.name).click()
    },
  },
  { name: 'issue-no-key', snapshot: { ...demo, keys: [] }, prepare: chooseJane },
  {
    name: 'desk-hand-over',
    snapshot: desk,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Hand over the PIN' }).click()
      await page.getByRole('button', { name: 'Show the PIN' }).click()
      await page.getByText('482').waitFor()
    },
  },
  {
    name: 'help',
    snapshot: demo,
    prepare: async (page) => {
      await page.keyboard.press('F1')
      await page.getByRole('dialog').waitFor()
    },
  },
]

const acts: readonly (readonly [string, StepName, PhysicalAct])[] = [
  ['insert', 'insert-key', { act: 'insert-key' }],
  ['leave-one', 'insert-key', { act: 'leave-one-key', count: 2 }],
  ['remove', 'prove-credential', { act: 'remove-key' }],
  ['reinsert', 'erase-key', { act: 'reinsert-key', windowMs: 10_000 }],
  ['touch-erase', 'erase-key', { act: 'touch-key', hold: false, why: 'erase' }],
  ['hold-erase', 'erase-key', { act: 'touch-key', hold: true, why: 'erase' }],
  ['touch', 'create-credential', { act: 'touch-key', hold: false, why: 'create' }],
]

const confirmErase = (holder: string | null): Activity => ({
  kind: 'ask',
  step: 'erase-key',
  questionId: 'q1',
  question: { kind: 'confirm-erase', key: yubikey, holder, isBlank: false, credentials: null },
})

const choosePin = (code: FailureCode | null): Activity => ({
  kind: 'ask',
  step: 'set-pin',
  questionId: code ?? 'q2',
  question: {
    kind: 'choose-pin',
    minimumLength: 6,
    maximumBytes: 63,
    refused: code === null ? null : causes[code],
  },
})

async function typePins(page: Page): Promise<void> {
  await page.getByLabel('Your PIN').fill('naïve-1')
  await page.getByLabel('The same PIN again').fill('naïve')
}

const eraseTouch = runAt('erase-key', {
  kind: 'act',
  step: 'erase-key',
  act: 'touch-key',
  hold: false,
  why: 'erase',
})

const running: readonly Picture[] = [
  {
    name: 'working',
    snapshot: withRun(
      runAt('register-credential', { kind: 'working', step: 'register-credential' }),
    ),
  },
  {
    name: 'working-held',
    snapshot: withRun(
      runAt('set-pin', { kind: 'working', step: 'set-pin' }, { cancellable: false }),
      demo,
    ),
    prepare: async (page) => page.keyboard.press('Escape'),
  },
  ...acts.map(([name, step, act]) => ({
    name: `act-${name}`,
    snapshot: withRun(runAt(step, { kind: 'act', step, ...act }), name === 'touch' ? demo : desk),
  })),
  {
    name: 'act-touch-erase-countdown',
    snapshot: withRun(
      runAt('erase-key', {
        kind: 'act',
        step: 'erase-key',
        act: 'reinsert-key',
        windowMs: 10_000,
      }),
    ),
    prepare: async (page) => {
      await page.evaluate((next) => window.pushSnapshot(next), withRun(eraseTouch))
      await page.getByText(/\d s left/u).waitFor()
    },
  },
  { name: 'ask-erase', snapshot: withRun(runAt('erase-key', confirmErase(null))) },
  {
    name: 'ask-erase-holder',
    snapshot: withRun(runAt('erase-key', confirmErase('Ada Lovelace'))),
    prepare: async (page) => page.getByRole('button', { name: 'Erase the key' }).click(),
  },
  { name: 'ask-pin', snapshot: withRun(runAt('set-pin', choosePin(null))), prepare: typePins },
  { name: 'ask-pin-refused', snapshot: withRun(runAt('set-pin', choosePin('pin-policy'))) },
]

const openDetails = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Details' }).click()

const failed: readonly (readonly [FailureCode, KeyState])[] = [
  ['key-removed', 'unknown'],
  ['provider-unreachable', 'pin-set'],
  ['person-not-eligible', 'none'],
  ['ceremony-rejected', 'unregistered-credential'],
  ['pin-wrong', 'untouched'],
]

const ended: readonly Picture[] = [
  {
    name: 'done-pin',
    snapshot: withRun(runAt(null, { kind: 'done', outcome }), demo),
  },
  {
    name: 'done-pin-shown',
    snapshot: withRun(runAt(null, { kind: 'done', outcome })),
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Show the PIN' }).click()
      await page.getByText('482').waitFor()
    },
  },
  {
    name: 'done-typed-details',
    snapshot: withRun(runAt(null, { kind: 'done', outcome: { ...outcome, pinToHandOver: false } })),
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Details' }).click()
      await page.getByText('Credential').waitFor()
    },
  },
  ...failed.map(([code, keyState]) => ({
    name: `failed-${code}`,
    snapshot: withRun(
      runAt('create-credential', {
        kind: 'failed',
        step: 'create-credential',
        failure: failure(code, { keyState, requestId: 'reqW8m2nQfYQxS5oX5y1QfPcw' }),
      }),
    ),
    ...(code === 'ceremony-rejected' && { prepare: openDetails }),
  })),
  {
    name: 'cancelled',
    snapshot: withRun(runAt('set-pin', { kind: 'cancelled', keyState: 'erased' })),
  },
]

/** Every state of the window. */
export const gallery: readonly Picture[] = [
  ...atTheDesk,
  ...running,
  ...ended,
  ...life,
  ...tableGallery,
  ...upkeepGallery,
]
