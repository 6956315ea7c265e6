import type { HandOverGate, InactiveMeans, Template } from '../template.ts'
import type { Label, Sentence, Word } from './roles.ts'

/** The templates a registry starts with. */
export type FirstTemplate = 'walk-in' | 'hand-over'

/** The sentences by which a template tells how it issues a key; see template-sentences.ts. */
export interface TemplateWords {
  readonly names: { readonly [T in FirstTemplate]: Label }
  readonly pin: { readonly [K in Template['pin']['kind']]: Sentence }
  readonly minimum: Sentence
  readonly change: { readonly [F in Exclude<Template['forcePinChange'], 'never'>]: Sentence }
  readonly alwaysUv: Sentence
  readonly guarded: Sentence
  readonly enterprise: Sentence
  readonly erase: { readonly [E in Template['erase']]: Sentence }
  readonly atOnce: Sentence
  readonly gates: { readonly [G in HandOverGate['gate']]: Sentence }
  readonly duration: {
    readonly second: Word
    readonly seconds: Word
    readonly minutes: Word
    readonly hours: Word
  }
  readonly models: { readonly one: Sentence; readonly several: Sentence }
  readonly attestation: { readonly [A in Exclude<Template['attestation'], 'record'>]: Sentence }
  readonly everyOrigin: Sentence
  readonly missing: { readonly [M in Exclude<Template['missingPerson'], 'refuse'>]: Sentence }
  readonly groups: { readonly one: Sentence; readonly several: Sentence }
  readonly attribute: Sentence
  readonly inactive: { readonly [M in InactiveMeans['means']]: Sentence }
  readonly proof: Sentence
  readonly events: Sentence
  readonly papers: { readonly letter: Sentence; readonly label: Sentence; readonly both: Sentence }
}
