import type { Kysely } from 'kysely'
import type { Template } from '../../shared/template.ts'
import type { Schema } from './schema.ts'

/** The templates in all their versions; a version that was used once is never changed. */
export class Templates {
  readonly #db: Kysely<Schema>
  readonly #now: () => number

  constructor(db: Kysely<Schema>, now: () => number) {
    this.#db = db
    this.#now = now
  }

  /** The newest version of each that is not retired, in the order they were first made in. */
  async list(): Promise<readonly Template[]> {
    const rows = await this.#db.selectFrom('templates').selectAll().execute()
    const newest = new Map<string, (typeof rows)[number]>()
    const ordered = rows.toSorted((a, b) => a.version - b.version || a.created_at - b.created_at)
    for (const row of ordered) newest.set(row.id, row)
    return [...newest.values()].filter((row) => row.retired_at === null).map(templateOf)
  }

  /** One version of a template, the newest where none is named; a retired one is found too. */
  async find(id: string, version?: number): Promise<Template | null> {
    let query = this.#db.selectFrom('templates').select('body').where('id', '=', id)
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

const templateOf = ({ body }: { body: string }): Template => JSON.parse(body) as Template
