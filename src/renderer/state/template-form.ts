import { gateOf } from '../../shared/gates.ts'
import type {
  Activation,
  GroupName,
  InactiveMeans,
  PinChoice,
  ProfileAttribute,
  Template,
} from '../../shared/template.ts'

/** A template as it is typed: numbers as text, and what a choice needs beside the choice. */
export interface TemplateForm extends Pick<
  Template,
  | 'name'
  | 'forcePinChange'
  | 'alwaysUv'
  | 'enterpriseAttestation'
  | 'requireResidentKey'
  | 'userVerification'
  | 'erase'
  | 'models'
  | 'attestation'
  | 'origins'
  | 'missingPerson'
  | 'groups'
  | 'proof'
  | 'providerEvents'
> {
  readonly activation: ActivationChoice
  readonly activationGroup: GroupName | null
  /** In seconds. */
  readonly lifetime: string
  readonly pin: PinChoice['kind']
  readonly pinLength: string
  /** Empty leaves the maker's. */
  readonly minimumPinLength: string
  readonly attribute: AttributeChoice
  readonly attributeName: string
  readonly attributeValue: string
  readonly inactive: InactiveMeans['means']
  readonly inactiveGroup: GroupName | null
  readonly letter: boolean
  readonly label: boolean
}

export type ActivationChoice = 'at-once' | 'pin' | 'group' | 'challenge'
/** What is written into the person's profile. */
export type AttributeChoice = 'none' | 'text' | 'number' | 'yes' | 'no'

/** A field of the form that can be wrong, by the place in the template it is about. */
export type FieldName =
  | 'name'
  | 'activation.gate'
  | 'activation.group'
  | 'activation.lifetimeS'
  | 'pin.length'
  | 'minimumPinLength'
  | 'forcePinChange'
  | 'models'
  | 'groups'
  | 'attribute.name'
  | 'attribute.value'
  | 'inactive.group'

/** A template that is being changed, or a new one. */
export interface Editing {
  readonly original: Template
  readonly isNew: boolean
  readonly form: TemplateForm
  /** What is said to be wrong: by the form once it was sent, or by the station. */
  readonly wrong: readonly FieldName[]
  /** Changes would be lost; it was asked whether they shall be. */
  readonly isLeaving: boolean
}

export function formOf(template: Template): TemplateForm {
  const { activation, pin, minimumPinLength, attribute, inactive, papers, ...same } = template
  const gate = gateOf({ activation })
  return {
    ...same,
    activation: gate?.gate ?? 'at-once',
    activationGroup: gate?.gate === 'group' ? gate.group : null,
    lifetime: gate?.gate === 'challenge' ? String(gate.lifetimeS) : '300',
    pin: pin.kind,
    pinLength: pin.kind === 'typed' ? '6' : String(pin.length),
    minimumPinLength: minimumPinLength === null ? '' : String(minimumPinLength),
    attribute: attributeChoiceOf(attribute),
    attributeName: attribute?.name ?? '',
    attributeValue: typeof attribute?.value === 'boolean' ? '' : String(attribute?.value ?? ''),
    inactive: inactive.means,
    inactiveGroup: inactive.means === 'leave-group' ? inactive.group : null,
    letter: papers.letter,
    label: papers.label,
  }
}

/** The template as it would be saved. What is wrong with it is said by `wrongIn`. */
export function templateOf(form: TemplateForm, { id, version }: Template): Template {
  const { lifetime, pinLength, activationGroup, inactiveGroup, attributeName, attributeValue } =
    form
  const { letter, label, activation, pin, minimumPinLength, attribute, inactive, ...same } = form
  const value = attributeOf(attribute, attributeValue)
  return {
    id,
    version,
    name: form.name.trim(),
    activation: activationOf(activation, activationGroup, lifetime),
    pin: pin === 'typed' ? { kind: pin } : { kind: pin, length: wholeNumber(pinLength) },
    minimumPinLength: minimumPinLength.trim() === '' ? null : wholeNumber(minimumPinLength),
    forcePinChange: same.forcePinChange,
    alwaysUv: same.alwaysUv,
    enterpriseAttestation: same.enterpriseAttestation,
    requireResidentKey: same.requireResidentKey,
    userVerification: same.userVerification,
    erase: same.erase,
    models: same.models,
    attestation: same.attestation,
    origins: same.origins,
    missingPerson: same.missingPerson,
    groups: same.groups,
    attribute: value === null ? null : { name: attributeName.trim(), value },
    inactive:
      inactive === 'leave-group'
        ? { means: inactive, group: inactiveGroup ?? noGroup }
        : { means: inactive },
    proof: same.proof,
    providerEvents: same.providerEvents,
    papers: { letter, label },
  }
}

/** Nothing was typed that is not in the template already. */
export function isUnchanged({ form, original, isNew }: Editing): boolean {
  if (isNew) return false
  return JSON.stringify(templateOf(form, original)) === JSON.stringify(ordered(original))
}

const ordered = (template: Template): Template => templateOf(formOf(template), template)
const noGroup: GroupName = { id: '', name: '…' }

function activationOf(
  choice: ActivationChoice,
  group: GroupName | null,
  lifetime: string,
): Activation {
  if (choice === 'at-once') return { when: 'at-once' }
  if (choice === 'pin') return { when: 'hand-over', gate: 'pin' }
  if (choice === 'group') return { when: 'hand-over', gate: choice, group: group ?? noGroup }
  return { when: 'hand-over', gate: choice, lifetimeS: wholeNumber(lifetime) }
}

function attributeChoiceOf(attribute: ProfileAttribute | null): AttributeChoice {
  if (attribute === null) return 'none'
  if (typeof attribute.value === 'boolean') return attribute.value ? 'yes' : 'no'
  return typeof attribute.value === 'number' ? 'number' : 'text'
}

function attributeOf(choice: AttributeChoice, typed: string): ProfileAttribute['value'] | null {
  if (choice === 'none') return null
  if (choice === 'text') return typed
  return choice === 'number' ? Number(typed) : choice === 'yes'
}

/** Not a number for everything that is no whole one. */
export function wholeNumber(typed: string): number {
  return /^\d{1,6}$/u.test(typed.trim()) ? Number(typed) : Number.NaN
}
