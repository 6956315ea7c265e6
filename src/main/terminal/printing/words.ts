import type { Issuance, Proposal } from '../../../shared/records.ts'
import type { KeyRemark } from '../../../shared/remarks.ts'
import type {
  Activity,
  ChangedOutcome,
  IssuedOutcome,
  KeyReport,
  Question,
} from '../../../shared/run.ts'
import type { Template } from '../../../shared/template.ts'
import { changedWords, meansWords, reportWords } from '../../../shared/text/changed-words.ts'
import { fill } from '../../../shared/text/fill.ts'
import { actWords, askWords, personName } from '../../../shared/text/instruction.ts'
import { proposalWords } from '../../../shared/text/proposal-words.ts'
import { remarkWords } from '../../../shared/text/remark-words.ts'
import { templateSentences } from '../../../shared/text/template-sentences.ts'
import type { Texts } from '../language.ts'

/** One activity that is no end, as one line. */
export function activityLine({ words }: Texts, activity: Activity): string {
  if (activity.kind === 'working') return words.steps[activity.step].title
  if (activity.kind === 'act') return actWords(words, activity).title
  return activity.kind === 'ask' ? askWords(words, activity).title : activity.kind
}

/** Where the PIN is that the station made: in a file, sealed, or gone with a demo kept nowhere. */
export type PinPlace =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'sealed' }
  | { readonly kind: 'gone' }

type Row = readonly [string, string | number | undefined | null]

/** Names and values in two columns; a row without a value is left out. */
function columns(rows: readonly Row[]): string[] {
  const known = rows.filter(([, value]) => value != null)
  const width = Math.max(...known.map(([name]) => name.length))
  return known.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`)
}

/** What was issued, to whom. */
export function issuedLines(texts: Texts, outcome: IssuedOutcome, pin: PinPlace): string[] {
  const { words, terminal } = texts
  const { person, key } = outcome
  const { facts } = words.done
  return [
    fill(terminal.issued.to.detail, { ...person, name: personName(person) }),
    ...columns([
      [terminal.labels.key.label, productOf(texts, key)],
      ['AAGUID', outcome.aaguid],
      [facts.provider.label, fill(terminal.issued.organization.label, outcome)],
      [facts.factor.label, outcome.factorId],
      [facts.credential.label, outcome.credentialId],
      [facts.issuance.label, outcome.issuanceId],
      ...outcome.others.map((id): Row => [terminal.issued.others.label, id]),
      ...remarkRows(texts, outcome.remarks),
      [terminal.labels.pin.label, outcome.pinToHandOver ? pinWords(texts, outcome, pin) : null],
    ]),
    ...(outcome.isWaiting ? [`  ${terminal.issued.waits.detail}`] : []),
  ]
}

/** A key by its product and serial number. */
export function productOf(
  { terminal }: Texts,
  key: { readonly product: string; readonly serial?: string | undefined },
): string {
  if (key.serial === undefined) return key.product
  return `${key.product}, ${fill(terminal.prompts.serial.label, { serial: key.serial })}`
}

function pinWords({ terminal }: Texts, { issuanceId }: IssuedOutcome, pin: PinPlace): string {
  const { pinFile, pinGone, pinSealed } = terminal.issued
  if (pin.kind === 'file') return fill(pinFile.label, pin)
  if (pin.kind === 'gone') return pinGone.label
  return fill(pinSealed.label, { command: `station hand-over ${issuanceId} --pin-out FILE` })
}

/** What was done, and how the issuance stands now. */
export function changedLines(texts: Texts, outcome: ChangedOutcome): string[] {
  const { title, detail } = changedWords(texts.words, outcome)
  const row = outcome.issuance ? [`  ${issuanceLine(texts, outcome.issuance)}`] : []
  return [`${title}. ${detail}`, ...row]
}

/** An issuance in one line. */
export function issuanceLine({ words }: Texts, issuance: Issuance): string {
  const { id, state, act, login, keyProduct, keySerial } = issuance
  const key = [keyProduct, keySerial].filter((part) => part !== null).join(' ')
  const stopped = act === null ? '' : ` (${words.unfinishedActs[act].detail})`
  return `${id}  ${words.issuanceStates[state].word}${stopped}  ${login}  ${key}`.trimEnd()
}

/** Whose key it is, and what it says of itself. */
export function reportLines(texts: Texts, report: KeyReport): string[] {
  const { words, terminal } = texts
  const { key, issuances, history, credentials } = report
  const { title, detail } = reportWords(words, report)
  const { labels } = terminal
  return [
    `${title}. ${detail}`,
    ...columns([
      [labels.product.label, key.product],
      [words.report.model.label, report.model],
      ['AAGUID', key.aaguid],
      [words.report.serial.label, key.serial],
      [words.report.firmware.label, key.firmware],
      [words.report.pin.label, pinState(texts, report)],
      [words.report.attempts.label, report.pinRetries],
      [words.report.room.label, report.freeSpace],
      ...remarkRows(texts, report.remarks),
      ...issuances.map((one): Row => [labels.now.label, issuanceLine(texts, one)]),
      ...report.possible.map((one): Row => [labels.perhaps.label, issuanceLine(texts, one)]),
      ...history.map((one): Row => [labels.before.label, issuanceLine(texts, one)]),
      ...(credentials ?? []).map(({ rpId, userName }): Row => [
        labels.holds.label,
        `${rpId} ${userName ?? ''}`.trim(),
      ]),
    ]),
  ]
}

function pinState({ words, terminal }: Texts, { hasPin, mustChangePin }: KeyReport): string {
  if (!hasPin) return words.report.pinNone.word
  return mustChangePin ? terminal.labels.pinMustChange.word : words.report.pinSet.word
}

/** What happened at the provider, to whose key, and how it is decided. */
export function proposalLines({ words }: Texts, proposal: Proposal): string[] {
  const { id, at, login } = proposal
  const { label } = words.proposals[proposal.proposal]
  const { leave } = words.desk.changes
  const told = [new Date(at).toISOString(), login, proposalWords(words, proposal)]
  const way = (text: string, option: string) => `  ${text}: station events --${option} ${id}`
  const ways =
    proposal.proposal === 'review'
      ? [way(label, 'dismiss')]
      : [way(label, 'apply'), way(leave.label, 'dismiss')]
  return [told.filter(Boolean).join('  '), ...ways]
}

/** What is about to be erased, as far as it is known. */
export function eraseLines(
  texts: Texts,
  question: Extract<Question, { kind: 'confirm-erase' }>,
): string[] {
  const { key, holder, isBlank, credentials } = question
  const { erase } = texts.words.ask
  return [
    `${productOf(texts, key)}: ${isBlank ? erase.blank.detail : erase.detail}`,
    ...(holder === null ? [] : [fill(erase.holder.detail, { holder })]),
    ...(credentials === null ? [] : [fill(erase.credentials.detail, { count: credentials })]),
  ]
}

/** What speaks against a key. */
function remarkRows({ words, terminal }: Texts, remarks: readonly KeyRemark[]): Row[] {
  return remarks.map((remark) => [terminal.labels.remark.label, remarkWords(words, remark)])
}

/** What is about to be done to whom, by which means. */
export function confirmationLines(
  texts: Texts,
  { change, issuance, means }: Extract<Question, { kind: 'confirm-change' }>,
): string[] {
  const { words } = texts
  const { detail } = words.confirm[change]
  const name = issuance.personName
  const isMeans = change === 'inactivate' || change === 'reactivate'
  const how = means && isMeans ? [meansWords(words, means, change, name)] : []
  return [issuanceLine(texts, issuance), fill(detail, { name }), ...how]
}

/** How a template issues keys; what it says of papers is done by the window alone. */
export function templateLines({ words, terminal }: Texts, template: Template): string[] {
  const { letter, label } = template.papers
  const here = { ...template, papers: { letter: false, label: false } }
  const papers = letter || label ? [terminal.notes.papers.detail] : []
  return [...templateSentences(words, here), ...papers]
}
