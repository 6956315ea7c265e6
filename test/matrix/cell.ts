/** What is wrong, as short lines; nothing where everything is true. */
export type Verdict = readonly string[]

/** One interruption of one procedure at one place. */
export interface Cell {
  readonly group: string
  readonly kind: string
  readonly name: string
  /** How many points of the procedure it stands for. */
  readonly points: number
  readonly run: () => Promise<Verdict>
}

/** A cell that was run. */
export interface CellResult {
  readonly cell: Cell
  readonly verdict: Verdict
}

/** Runs cells, so many at a time, in their order. */
export async function runCells(
  cells: readonly Cell[],
  width: number,
  onResult: (result: CellResult) => void,
): Promise<void> {
  await inTurn(cells, width, async (cell) => onResult({ cell, verdict: await cell.run() }))
}

/** Does something with each, so many at a time. */
export async function inTurn<T>(
  all: readonly T[],
  width: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const waiting = all.values()
  const worker = async (): Promise<void> => {
    for (const one of waiting) await work(one)
  }
  await Promise.all(Array.from({ length: width }, worker))
}

/** One line for each group and kind. */
export function tableOf(results: readonly CellResult[]): readonly string[] {
  const lines = new Map<string, { points: number; cells: number; ok: number }>()
  for (const { cell, verdict } of results) {
    const name = `${cell.group.padEnd(36)}${cell.kind.padEnd(16)}`
    const { points, cells, ok } = lines.get(name) ?? { points: 0, cells: 0, ok: 0 }
    const isOk = verdict.length === 0
    lines.set(name, { points: points + cell.points, cells: cells + 1, ok: ok + (isOk ? 1 : 0) })
  }
  const head = `${'procedure'.padEnd(36)}${'kind'.padEnd(16)}points  cells     ok`
  const rows = [...lines].map(([name, { points, cells, ok }]) =>
    [name, ...[points, cells, ok].map((count) => String(count).padStart(6))].join(' '),
  )
  return [head, ...rows]
}
