import { openDatabase } from '../../src/main/store/file/database.ts'
import type { Fact } from '../../src/main/store/journal/entry.ts'

/** What the journal in a registry's file says happened, the first first, whoever has it open. */
export async function factsIn(file: string): Promise<readonly Fact[]> {
  const db = await openDatabase(file)
  try {
    const rows = await db.selectFrom('audit').select('fact').orderBy('seq').execute()
    return rows.map(({ fact }) => fact as Fact)
  } finally {
    await db.destroy()
  }
}
