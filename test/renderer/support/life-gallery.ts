import type { Page } from '@playwright/test'
import type { FailureCode } from '../../../src/shared/failure.ts'
import type { Activity, ChangedOutcome, Question, RunSnapshot } from '../../../src/shared/run.ts'
import type { InactiveMeans } from '../../../src/shared/template.ts'
import { changed, janes, lifeRun, ofEveryState, report } from './life-samples.ts'
import type { Picture } from './picture.ts'
import { causes, desk, failure, outcome, runAt, strict, withRun, yubikey } from './samples.ts'

const enterPin = (retriesLeft: number | null, refused: FailureCode | null): RunSnapshot =>
  lifeRun('reset-pin', 'read-key', {
    kind: 'ask',
    step: 'read-key',
    questionId: refused ?? 'q3',
    question: {
      kind: 'enter-pin',
      retriesLeft,
      refused: refused === null ? null : causes[refused],
    },
  })

type Change = Extract<Question, { kind: 'confirm-change' }>['change']

const confirm = (change: Change, means: InactiveMeans | null): RunSnapshot => {
  const procedure = change === 'replace' ? 'replace-key' : change
  const issuance = change === 'reactivate' ? { ...janes, state: 'inactive' as const } : janes
  return lifeRun(procedure, 'find-issuance', {
    kind: 'ask',
    step: 'find-issuance',
    questionId: 'q4',
    question: { kind: 'confirm-change', change, issuance, means },
  })
}

const typeWrongWord = async (page: Page): Promise<void> => {
  await page.getByLabel('To revoke it').fill('yes')
  await page.getByRole('button', { name: 'Revoke the key' }).click()
}

const asked: readonly Picture[] = [
  { name: 'ask-enter-pin', snapshot: withRun(enterPin(8, null)) },
  { name: 'ask-enter-pin-few-left', snapshot: withRun(enterPin(2, null)) },
  { name: 'ask-enter-pin-wrong', snapshot: withRun(enterPin(2, 'pin-wrong')) },
  {
    name: 'ask-inactivate-person',
    snapshot: withRun(confirm('inactivate', { means: 'suspend-person' })),
  },
  { name: 'ask-inactivate-group', snapshot: withRun(confirm('inactivate', strict.inactive)) },
  {
    name: 'ask-reactivate-factor',
    snapshot: withRun(confirm('reactivate', { means: 'delete-factor' })),
  },
  { name: 'ask-revoke', snapshot: withRun(confirm('revoke', null)) },
  {
    name: 'ask-revoke-mismatch',
    snapshot: withRun(confirm('revoke', null)),
    prepare: typeWrongWord,
  },
  {
    name: 'ask-identify-key',
    snapshot: withRun(
      lifeRun('erase-key', 'erase-key', {
        kind: 'ask',
        step: 'erase-key',
        questionId: 'q5',
        question: {
          kind: 'identify-key',
          key: yubikey,
          candidates: ofEveryState.slice(1, 5),
          canTell: true,
        },
      }),
    ),
  },
  { name: 'ask-replace', snapshot: withRun(confirm('replace', null)) },
  {
    name: 'act-insert-expected',
    snapshot: withRun(
      lifeRun('reactivate', 'insert-key', {
        kind: 'act',
        step: 'insert-key',
        act: 'insert-key',
        expected: 'YubiKey 5 NFC 18204377',
      }),
    ),
  },
]

const procedureOf: { readonly [C in ChangedOutcome['change']]: RunSnapshot['procedure'] } = {
  'pin-changed': 'set-pin',
  activated: 'activate',
  inactivated: 'inactivate',
  reactivated: 'reactivate',
  revoked: 'revoke',
  erased: 'erase-key',
  finished: 'finish-unfinished',
  expired: 'activate',
}

const done = (outcomeOf: ChangedOutcome): RunSnapshot =>
  lifeRun(
    procedureOf[outcomeOf.change],
    null,
    { kind: 'done', outcome: outcomeOf },
    outcomeOf.change === 'erased' ? { person: null } : {},
  )

const changes: readonly Picture[] = [
  changed('pin-changed'),
  changed('activated'),
  changed('inactivated', { state: 'inactive', inactiveBy: { means: 'suspend-person' } }),
  changed('reactivated'),
  changed('revoked', { state: 'revoked', onKey: 'unknown' }),
  changed('erased'),
  changed('finished'),
  changed('expired', { state: 'expired' }),
].map((one) => ({ name: `done-${one.change}`, snapshot: withRun(done(one)) }))

const reported = (activity: Activity, person: RunSnapshot['person']) =>
  withRun(lifeRun('whose-key', null, activity, { person }))

const ends: readonly Picture[] = [
  {
    name: 'done-waiting',
    snapshot: {
      ...desk,
      runs: [
        runAt(null, {
          kind: 'done',
          outcome: { ...outcome, pinToHandOver: false, isWaiting: true, others: ['i11'] },
        }),
      ],
      recent: [{ ...janes, id: outcome.issuanceId, template: strict, state: 'issued' }],
    },
  },
  {
    name: 'report',
    snapshot: reported({ kind: 'done', outcome: { kind: 'report', report } }, outcome.person),
  },
  {
    name: 'report-nobody',
    snapshot: reported(
      {
        kind: 'done',
        outcome: {
          kind: 'report',
          report: {
            ...report,
            model: null,
            issuances: [],
            history: [],
            credentials: null,
            mustChangePin: false,
            pinRetries: null,
            freeSpace: null,
          },
        },
      },
      null,
    ),
  },
  {
    name: 'report-untold',
    snapshot: reported(
      {
        kind: 'done',
        outcome: {
          kind: 'report',
          report: {
            ...report,
            issuances: [],
            possible: ofEveryState.slice(1, 4),
            history: [],
            credentials: null,
            mustChangePin: false,
          },
        },
      },
      null,
    ),
  },
  {
    name: 'done-erased-unrecognised',
    snapshot: withRun(
      lifeRun(
        'erase-key',
        null,
        { kind: 'done', outcome: changed('erased') },
        { remarks: ['key-not-recognised'] },
      ),
    ),
  },
  {
    name: 'failed-still-uncertain',
    snapshot: withRun(
      lifeRun('finish-unfinished', 'finish', {
        kind: 'failed',
        step: 'finish',
        failure: failure('still-uncertain', { keyState: 'none', act: 'registering' }),
      }),
    ),
  },
  {
    name: 'failed-pin-blocked',
    snapshot: withRun(
      lifeRun(
        'set-pin',
        'set-pin',
        { kind: 'failed', step: 'set-pin', failure: failure('pin-blocked') },
        { person: null, key: yubikey },
      ),
    ),
  },
]

/** Every state of what is done with a key after it was issued. */
export const life: readonly Picture[] = [...asked, ...changes, ...ends]
