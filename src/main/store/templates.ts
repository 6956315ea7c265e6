import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { Template } from '../../shared/template.ts'
import { readRow } from './rows/read-row.ts'
import type { UnreadableRows } from './rows/unreadable-rows.ts'
import type { Schema, TemplateTable } from './schema.ts'
import { storedTemplate } from './stored-template.ts'

/** The templates in all their versions; a version that was used once is never changed. */
export class Templates {
  readonly #db: Kysely<Schema>
  readonly #unreadable: UnreadableRows
  readonly #now: () => number

  constructor(db: Kysely<Schema>, unreadable: UnreadableRows, now: () => number) {
    this.#db = db
    this.#unreadable = unreadable
    this.#now = now
  }

  /** The newest version of each that is not retired, in the order they were first made in. */
  async list(): Promise<readonly Template[]> {
    const rows = await this.#db.selectFrom('templates').selectAll().execute()
    const newest = new Map<string, (typeof rows)[number]>()
    const ordered = rows.toSorted((a, b) => a.version - b.version || a.created_at - b.created_at)
    for (const row of ordered) newest.set(row.id, row)
    const offered = [...newest.values()].filter((row) => row.retired_at === null)
    return this.#unreadable.leaveOut(offered, templateOf)
  }

  /**
   * One version of a template, the newest where none is named; a retired one is found too. Throws
   * ProcedureError `row-unreadable`.
   */
  async find(id: string, version?: number): Promise<Template | null> {
    let query = this.#db.selectFrom('templates').selectAll().where('id', '=', id)
    if (version !== undefined) query = query.where('version', '=', version)
    const row = await query.orderBy('version', 'desc').limit(1).executeTakeFirst()
    return row ? templateOf(row) : null
  }

  /** Keeps a template as its next version, and offers it again if it was retired. */
  async save(template: Template): Promise<Template> {
    return await this.#db.transaction().execute((trx) => this.#insert(trx, template))
  }

  /** The template is offered no more. False when it was not. */
  async retire(id: string): Promise<boolean> {
    const retired = await this.#db
      .updateTable('templates')
      .set({ retired_at: this.#now() })
      .where('id', '=', id)
      .where('retired_at', 'is', null)
      .where('version', '=', (query) =>
        query
          .selectFrom('templates as all')
          .select(({ fn }) => fn.max('all.version').as('newest'))
          .where('all.id', '=', id),
      )
      .executeTakeFirst()
    return retired.numUpdatedRows > 0n
  }

  /** What a new registry starts with; one that ever had a template is left as it is. */
  async seed(defaults: readonly Template[]): Promise<void> {
    await this.#db.transaction().execute(async (trx) => {
      const any = await trx.selectFrom('templates').select('id').limit(1).executeTakeFirst()
      if (any) return
      for (const template of defaults) await this.#insert(trx, template)
    })
  }

  async #insert(db: Kysely<Schema>, template: Template): Promise<Template> {
    const { id } = template
    const newest = await db
      .selectFrom('templates')
      .select(({ fn }) => fn.max('version').as('version'))
      .where('id', '=', id)
      .executeTakeFirst()
    const next = { ...template, version: (newest?.version ?? 0) + 1 }
    const row = { id, version: next.version, body: JSON.stringify(next) }
    await db
      .insertInto('templates')
      .values({ ...row, created_at: this.#now(), retired_at: null })
      .execute()
    return next
  }
}

const templateSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  body: storedTemplate,
  created_at: z.number().int(),
  retired_at: z.number().int().nullable(),
})

/** The template of a row. Throws ProcedureError `row-unreadable`, by the template's id and version. */
export function templateOf(stored: Selectable<TemplateTable>): Template {
  const name = `${stored.id} ${stored.version}`
  return readRow('templates', name, templateSchema, stored).body
}
