import type { Template } from '../../shared/template.ts'
import { ask } from '../state/station.ts'
import { change, currentState, type WindowState } from '../state/store.ts'
import {
  formOf,
  isUnchanged,
  templateOf,
  type Editing,
  type TemplateForm,
} from '../state/template-form.ts'
import { fieldsAt, wrongIn } from '../state/wrong-fields.ts'

/** The template whose sentences are shown: the one chosen, else the first. */
export function templateInView({ snapshot, templateInView }: WindowState): Template | null {
  const templates = snapshot?.templates ?? []
  return templates.find(({ id }) => id === templateInView) ?? templates[0] ?? null
}

export function edit(state: WindowState): void {
  const original = templateInView(state)
  if (original !== null) begin(original, formOf(original), false)
}

/** A new template that begins as another one is. */
export function copy(state: WindowState): void {
  const template = templateInView(state)
  if (template === null) return
  const original = { ...template, id: crypto.randomUUID(), version: 1 }
  begin(original, { ...formOf(template), name: '' }, true)
}

function begin(original: Template, form: TemplateForm, isNew: boolean): void {
  change({
    editing: { original, isNew, form, wrong: [], isLeaving: false },
    isRetiring: false,
    refusal: null,
  })
}

/** What was typed; what was said to be wrong is looked at again. */
export function type(part: Partial<TemplateForm>): void {
  const { editing } = currentState()
  if (editing === null) return
  const form = { ...editing.form, ...part }
  const still = wrongIn(form)
  const wrong = editing.wrong.filter((field) => still.includes(field))
  change({ editing: { ...editing, form, wrong, isLeaving: false }, refusal: null })
}

/** Saves it as the next version; says whether it was. */
export async function save(): Promise<boolean> {
  const { editing } = currentState()
  if (editing === null) return false
  const wrong = wrongIn(editing.form)
  if (wrong.length > 0) return refuse(editing, wrong)
  const template = templateOf(editing.form, editing.original)
  const reply = await ask('templates.save', { template })
  if (reply.ok) change({ editing: null, refusal: null, templateInView: reply.value.id })
  else {
    const { cause } = reply
    const fields = cause.code === 'input-invalid' ? fieldsAt(cause.paths) : []
    // What the form has a place for is said there; everything else above it.
    change({ refusal: fields.length === 0 ? cause : null })
    return refuse(editing, fields)
  }
  return true
}

function refuse(editing: Editing, wrong: Editing['wrong']): false {
  change({ editing: { ...editing, wrong } })
  return false
}

/** Leaves the form; what would be lost is asked about once. */
export function leave({ editing }: WindowState): void {
  if (editing === null) return
  if (isUnchanged(editing)) discard()
  else change({ editing: { ...editing, isLeaving: !editing.isLeaving } })
}

export function discard(): void {
  change({ editing: null, refusal: null })
}

/** The template is offered no more. */
export async function retire(templateId: string): Promise<void> {
  const reply = await ask('templates.retire', { templateId })
  if (reply.ok) change({ isRetiring: false, templateInView: null, refusal: null })
  else change({ refusal: reply.cause })
}
