import type { Template } from '../template.ts'
import { fill } from './fill.ts'
import type { Words } from './words.ts'

/**
 * A template as an operator reads it before the run: what decides about the person and the key
 * first, what only a specialist asks for last. What changes nothing is not said.
 */
export function templateSentences(words: Words, template: Template): string[] {
  const all = [
    pin(words, template),
    erase(words, template),
    activation(words, template),
    change(words, template),
    missing(words, template),
    inactive(words, template),
    models(words, template),
    attestation(words, template),
    groups(words, template),
    attribute(words, template),
    ...onTheKey(words, template),
    origins(words, template),
    template.proof === 'provider' ? words.template.proof.detail : null,
    template.providerEvents === 'apply' ? words.template.events.detail : null,
    papers(words, template),
  ]
  return all.filter((sentence) => sentence !== null)
}

/** Seconds as a person says them: whole minutes and hours where they are whole. */
export function durationWords({ template }: Words, seconds: number): string {
  const { second, seconds: several, minutes, hours } = template.duration
  if (seconds === 1) return second.word
  if (seconds % 3600 === 0 && seconds > 3600) return fill(hours.word, { count: seconds / 3600 })
  if (seconds % 60 === 0 && seconds > 60) return fill(minutes.word, { count: seconds / 60 })
  return fill(several.word, { count: seconds })
}

type Say = (words: Words, template: Template) => string | null

const pin: Say = (words, template) =>
  fill(words.template.pin[template.pin.kind].detail, template.pin)

const erase: Say = (words, template) => words.template.erase[template.erase].detail

const activation: Say = (words, { activation: when }) => {
  if (when.when === 'at-once') return words.template.atOnce.detail
  const group = when.gate === 'group' ? when.group.name : ''
  const time = when.gate === 'challenge' ? durationWords(words, when.lifetimeS) : ''
  return fill(words.template.gates[when.gate].detail, { group, time })
}

const change: Say = (words, { forcePinChange }) =>
  forcePinChange === 'never' ? null : words.template.change[forcePinChange].detail

const missing: Say = (words, { missingPerson }) =>
  missingPerson === 'refuse' ? null : words.template.missing[missingPerson].detail

const inactive: Say = (words, { inactive: means }) => {
  const group = means.means === 'leave-group' ? means.group.name : ''
  return fill(words.template.inactive[means.means].detail, { group })
}

const models: Say = (words, { models: { length: count } }) => {
  if (count === 0) return null
  const { one, several } = words.template.models
  return fill((count === 1 ? one : several).detail, { count })
}

const attestation: Say = (words, { attestation: rule }) =>
  rule === 'record' ? null : words.template.attestation[rule].detail

const groups: Say = (words, { groups: joined }) => {
  if (joined.length === 0) return null
  const { one, several } = words.template.groups
  const names = new Intl.ListFormat(words.language).format(joined.map(({ name }) => name))
  return fill((joined.length === 1 ? one : several).detail, { groups: names })
}

const attribute: Say = (words, { attribute: set }) =>
  set === null
    ? null
    : fill(words.template.attribute.detail, { name: set.name, value: String(set.value) })

const origins: Say = (words, template) =>
  template.origins === 'every' ? words.template.everyOrigin.detail : null

const papers: Say = (words, { papers: { letter, label } }) => {
  const say = words.template.papers
  if (letter && label) return say.both.detail
  return letter ? say.letter.detail : label ? say.label.detail : null
}

/** What is set on the key itself, beside the PIN. */
function onTheKey({ template: say }: Words, template: Template): (string | null)[] {
  const { minimumPinLength: length, alwaysUv, userVerification, enterpriseAttestation } = template
  return [
    length === null ? null : fill(say.minimum.detail, { length }),
    alwaysUv ? say.alwaysUv.detail : null,
    userVerification === 'required' ? say.guarded.detail : null,
    enterpriseAttestation ? say.enterprise.detail : null,
  ]
}
