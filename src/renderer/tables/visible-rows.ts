/** What a scrolled list shows of its rows. Lengths in CSS pixels. */
export interface Viewport {
  readonly scrollTop: number
  readonly height: number
  readonly rowHeight: number
}

/** Rows from `first` up to but not including `end`. */
export interface RowRange {
  readonly first: number
  readonly end: number
}

/** So many rows beyond each edge are drawn, so that a turn of the wheel shows no gap. */
const beyond = 8

/** The rows worth drawing, of so many. */
export function visibleRows(view: Viewport, total: number): RowRange {
  if (view.rowHeight <= 0) return { first: 0, end: 0 }
  const first = Math.floor(view.scrollTop / view.rowHeight) - beyond
  const end = Math.ceil((view.scrollTop + view.height) / view.rowHeight) + beyond
  return { first: Math.max(0, Math.min(first, total)), end: Math.min(total, Math.max(0, end)) }
}

/** Where to scroll so that a row is whole in view; where it is already, nowhere. */
export function scrollTopFor(view: Viewport, row: number): number {
  const top = row * view.rowHeight
  const bottom = top + view.rowHeight
  if (top < view.scrollTop) return top
  return bottom > view.scrollTop + view.height ? bottom - view.height : view.scrollTop
}

/** The row a key leads to; null for a key that leads nowhere. */
export function rowAfter(
  key: string,
  row: number,
  rowsInView: number,
  total: number,
): number | null {
  const steps = new Map([
    ['ArrowDown', row + 1],
    ['ArrowUp', row - 1],
    ['PageDown', row + rowsInView],
    ['PageUp', row - rowsInView],
    ['Home', 0],
    ['End', total - 1],
  ])
  const next = steps.get(key)
  if (next === undefined || total === 0) return null
  return Math.max(0, Math.min(total - 1, next))
}
