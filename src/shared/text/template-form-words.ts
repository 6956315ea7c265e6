import type { Template } from '../template.ts'
import type { Instruction, Label, Sentence } from './roles.ts'

/** A field of which one of a few is chosen. */
interface Choice<T extends string> extends Label {
  readonly choices: { readonly [C in T]: Label }
}

/** The words of the form by which a template is changed. */
export interface TemplateFormWords {
  readonly title: string
  readonly detail: string
  readonly list: Label
  readonly version: Label
  readonly reads: { readonly title: string }
  readonly change: { readonly title: string }
  readonly copy: { readonly title: string }
  readonly actions: { readonly edit: Label; readonly copy: Label }
  readonly begins: Sentence
  readonly about: Sentence
  readonly leaving: Instruction & { readonly discard: Label; readonly stay: Label }
  readonly retiring: Instruction & { readonly retire: Label; readonly keep: Label }
  readonly notSaved: Instruction
  readonly noTemplates: Instruction
  readonly groups: {
    readonly activation: { readonly title: string }
    readonly pin: { readonly title: string }
    readonly onKey: { readonly title: string }
    readonly erase: { readonly title: string }
    readonly keys: { readonly title: string }
    readonly people: { readonly title: string }
    readonly inactive: { readonly title: string }
    readonly proof: { readonly title: string }
  }
  readonly fields: {
    readonly name: Label
    readonly activation: Choice<'at-once' | 'pin' | 'group' | 'challenge'>
    readonly activationGroup: Label
    readonly lifetime: Label & { readonly hint: Sentence }
    readonly pin: Choice<Template['pin']['kind']>
    readonly pinLength: Label
    readonly minimum: Label & { readonly hint: Sentence }
    readonly forcePinChange: Choice<Template['forcePinChange']>
    readonly alwaysUv: Label
    readonly enterprise: Label
    readonly residentKey: Label
    readonly userVerification: Choice<Template['userVerification']>
    readonly erase: Choice<Template['erase']>
    readonly models: Label & { readonly hint: Sentence; readonly none: Sentence }
    readonly addModel: Label
    readonly addInserted: Label
    readonly attestation: Choice<Template['attestation']>
    readonly origins: Choice<Template['origins']>
    readonly missingPerson: Choice<Template['missingPerson']>
    readonly groups: Label
    readonly findGroup: Label
    readonly noGroup: Sentence
    readonly remove: Label
    readonly attribute: Choice<'none' | 'text' | 'number' | 'yes' | 'no'>
    readonly attributeName: Label
    readonly attributeValue: Label
    readonly inactive: Choice<Template['inactive']['means']>
    readonly inactiveGroup: Label
    readonly proof: Choice<Template['proof']>
    readonly events: Choice<Template['providerEvents']>
    readonly letter: Label
    readonly label: Label
  }
  readonly wrong: {
    readonly name: Sentence
    readonly 'activation.gate': Sentence
    readonly 'activation.group': Sentence
    readonly 'activation.lifetimeS': Sentence
    readonly 'pin.length': Sentence
    readonly minimumPinLength: Sentence
    readonly forcePinChange: Sentence
    readonly models: Sentence
    readonly groups: Sentence
    readonly 'attribute.name': Sentence
    readonly 'attribute.value': Sentence
    readonly 'inactive.group': Sentence
  }
  readonly notAModel: Sentence
}
