import { templateSchema } from '../../../shared/template-schema.ts'
import type { Template } from '../../../shared/template.ts'
import { fill } from '../../../shared/text/fill.ts'
import { templateName } from '../../../shared/text/template-name.ts'
import { requestFrom, type Station } from '../../station/station.ts'
import { readJsonFile } from '../../system/read-text-file.ts'
import { exitCodes } from '../printing/printer.ts'
import { templateLines } from '../printing/words.ts'
import type { Seat } from '../sitting.ts'
import { UsageError } from '../usage-error.ts'
import { checkReadable } from './check-files.ts'

const deeds = ['list', 'show', 'save', 'retire']

/** `templates list`, `templates show ID`, `templates save FILE`, `templates retire ID`. */
export async function templates(seat: Seat): Promise<number> {
  const { station, options } = seat
  const { argument, second } = options
  const all = station.snapshot().templates
  if (argument === null || argument === 'list') return print(seat, all, false)
  if (!deeds.includes(argument)) {
    throw new UsageError('one-of', { command: 'templates', all: deeds.join(', ') })
  }
  const command = `templates ${argument}`
  if (argument === 'save') {
    if (second === null) throw new UsageError('file-needed', { command })
    return await save(seat, second)
  }
  if (second === null) throw new UsageError('word-needed', { command })
  const template = demandTemplate(station, second)
  return argument === 'show' ? print(seat, [template], true) : await retire(seat, second)
}

/** A template that is offered. Throws UsageError that names those there are. */
export function demandTemplate(station: Station, id: string): Template {
  const { templates: offered } = station.snapshot()
  const found = offered.find((one) => one.id === id)
  if (found) return found
  throw new UsageError('no-template', { id, all: offered.map((one) => one.id).join(', ') || '-' })
}

function print({ printer }: Seat, all: readonly Template[], isWhole: boolean): number {
  for (const template of all) {
    const { id, version } = template
    const { words, terminal } = printer.texts
    const sentences = isWhole ? templateLines(printer.texts, template) : []
    const lines = sentences.map((sentence) => `  ${sentence}`)
    const told = fill(terminal.templateVersion.label, { version })
    printer.result('template', template, [
      `${id}  ${told}  ${templateName(words, template)}`,
      ...lines,
    ])
  }
  return exitCodes.done
}

async function save(seat: Seat, file: string): Promise<number> {
  const { station, printer } = seat
  const reply = await requestFrom(station, 'templates.save', { template: await read(file) })
  if (!reply.ok) return printer.refused(reply.cause)
  return print(seat, [reply.value], true)
}

/** A JSON file as `templates show ID --json` prints one; its version is counted by the registry. */
async function read(file: string): Promise<Template> {
  await checkReadable(file)
  const parsed = templateSchema.safeParse(templateIn(await readJsonFile(file)))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new UsageError('template-wrong', { file, why: `${faults.join('; ')}.` })
}

function templateIn(json: unknown): unknown {
  if (typeof json !== 'object') return json
  const { type: _, ...template } = { version: 1, ...json, type: null }
  return template
}

async function retire({ station, printer }: Seat, templateId: string): Promise<number> {
  const reply = await requestFrom(station, 'templates.retire', { templateId })
  if (!reply.ok) return printer.refused(reply.cause)
  printer.note(fill(printer.texts.terminal.notes.retired.detail, { id: templateId }))
  return exitCodes.done
}
