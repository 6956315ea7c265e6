import { isDeepStrictEqual } from 'node:util'
import type { Kysely } from 'kysely'
import type { Template } from '../../../shared/template.ts'
import type { Schema, TemplateTable } from '../schema.ts'
import { storedTemplate } from '../stored-template.ts'

/** The longest an id or a name can be; see template-schema.ts. */
const mostCharacters = 100

/**
 * Brings the templates over that are not there, in all their versions. One whose id is another template's here
 * comes under an id and a name of its own: `ID-joined`, `NAME (2)`.
 */
export async function joinTemplates(from: Kysely<Schema>, into: Kysely<Schema>): Promise<void> {
  const rows = await from.selectFrom('templates').selectAll().orderBy('version').execute()
  const byId = new Map<string, TemplateTable[]>()
  for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row])
  for (const [id, versions] of byId) {
    const time = await timesRenamed(into, id, versions)
    if (time === null) continue
    const renamed = versions.map((row) => renamedRow(row, time))
    for (const row of renamed) await into.insertInto('templates').values(row).execute()
  }
}

/** Under how many-th name it comes, 0 for its own; null where it is there already. */
async function timesRenamed(
  into: Kysely<Schema>,
  id: string,
  versions: readonly TemplateTable[],
): Promise<number | null> {
  const newest = versions.at(-1)
  if (newest === undefined) return null
  for (let time = 0; ; time += 1) {
    const { id: name, body } = renamedRow({ ...newest, id }, time)
    const there = await newestBody(into, name)
    if (there === null) return time
    if (isDeepStrictEqual(settingsOf(there), settingsOf(body))) return null
  }
}

async function newestBody(db: Kysely<Schema>, id: string): Promise<string | null> {
  const query = db.selectFrom('templates').select('body').where('id', '=', id)
  const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst()
  return row?.body ?? null
}

/** All that a template says, but for the number of its version; of one that cannot be read, its text. */
function settingsOf(body: string): unknown {
  const template = readOrNull(body)
  return template === null ? body : { ...template, version: 0 }
}

/** One that cannot be read comes as it is: the row is told as such here, too. */
function readOrNull(body: string): Template | null {
  const template = storedTemplate.safeParse(body)
  return template.success ? template.data : null
}

function renamedRow(row: TemplateTable, time: number): TemplateTable {
  if (time === 0) return row
  const template = readOrNull(row.body)
  const id = withEnd(row.id, time === 1 ? '-joined' : `-joined-${time}`)
  if (template === null) return { ...row, id }
  const name = withEnd(template.name, ` (${time + 1})`)
  return { ...row, id, body: JSON.stringify({ ...template, id, name }) }
}

const withEnd = (text: string, end: string): string =>
  `${text.slice(0, mostCharacters - end.length)}${end}`
