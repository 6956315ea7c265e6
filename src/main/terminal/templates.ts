import type { Template } from '../../shared/template.ts'
import { templateSchema } from '../../shared/template-schema.ts'
import { english } from '../../shared/text/en/english.ts'
import { templateSentences } from '../../shared/text/template-sentences.ts'
import { readJsonFile } from '../read-text-file.ts'
import { requestFrom } from '../station.ts'
import { UsageError } from './options.ts'
import { exitCodes } from './printer.ts'
import type { Seat } from './sitting.ts'

/** `templates list`, `templates show ID`, `templates save FILE`, `templates retire ID`. */
export async function templates(seat: Seat): Promise<number> {
  const { station, options } = seat
  const { argument, second } = options
  const all = station.snapshot().templates
  if (argument === null || argument === 'list') return print(seat, all, false)
  if (second === null) throw new UsageError(`templates ${argument} is followed by one more word.`)
  if (argument === 'save') return await save(seat, second)
  const found = all.filter(({ id }) => id === second)
  if (found.length === 0) throw new UsageError(`There is no template "${second}".`)
  if (argument === 'show') return print(seat, found, true)
  if (argument === 'retire') return await retire(seat, second)
  throw new UsageError('templates is followed by list, show, save or retire.')
}

function print({ printer }: Seat, all: readonly Template[], isWhole: boolean): number {
  for (const template of all) {
    const { id, version, name } = template
    const sentences = isWhole ? templateSentences(english, template) : []
    const lines = sentences.map((sentence) => `  ${sentence}`)
    printer.result('template', template, [`${id}  version ${version}  ${name}`, ...lines])
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
  const parsed = templateSchema.safeParse(templateIn(await readJsonFile(file)))
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new UsageError(`The template does not hold. ${faults.join('; ')}.`)
}

function templateIn(json: unknown): unknown {
  if (typeof json !== 'object') return json
  const { type: _, ...template } = { version: 1, ...json, type: null }
  return template
}

async function retire({ station, printer }: Seat, templateId: string): Promise<number> {
  const reply = await requestFrom(station, 'templates.retire', { templateId })
  return reply.ok ? exitCodes.done : printer.refused(reply.cause)
}
