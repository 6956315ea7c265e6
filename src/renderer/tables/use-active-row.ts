import { useEffect, useState, type RefObject } from 'react'
import { rowAfter, scrollTopFor, type RowRange, type Viewport } from './visible-rows.ts'

/** The row that the arrows have reached, and the way to another: by a key, or straight to it. */
export function useActiveRow(
  list: RefObject<HTMLElement | null>,
  view: Viewport,
  total: number,
  id: string,
): readonly [number, (to: string | number) => boolean] {
  const [wanted, setWanted] = useState(0)
  const active = Math.max(0, Math.min(wanted, total - 1))
  useEffect(() => {
    const hasFocus = list.current?.contains(document.activeElement) === true
    if (hasFocus) document.getElementById(`${id}-${active}`)?.focus({ preventScroll: true })
  }, [active, id, list])

  function move(to: string | number): boolean {
    const inView = Math.max(1, Math.floor(view.height / Math.max(1, view.rowHeight)) - 1)
    const next = typeof to === 'number' ? to : rowAfter(to, active, inView, total)
    if (next === null) return false
    setWanted(next)
    list.current?.scrollTo({ top: scrollTopFor(view, next) })
    return true
  }

  return [active, move]
}

/** The rows to draw, in their order; the active one is among them even where it is out of sight. */
export function indexesOf({ first, end }: RowRange, active: number, total: number): number[] {
  const drawn = Array.from({ length: end - first }, (_, at) => first + at)
  if (active >= total || (active >= first && active < end)) return drawn
  return active < first ? [active, ...drawn] : [...drawn, active]
}

/** Puts the focus on the row that Tab would lead to. */
export function focusTable(): void {
  const row = document.querySelector('#table [tabindex="0"]')
  if (row instanceof HTMLElement) row.focus()
}
