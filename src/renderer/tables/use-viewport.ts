import { useEffect, useState, type RefObject } from 'react'
import type { Viewport } from './visible-rows.ts'

/** A row is as high as this many letters of the root; the same as in table.module.css. */
const rowInRem = 3.5
/** And the head lies over the rows, so high. */
const headInRem = 2.5

/** How far a list is scrolled and how high it is, for as long as it is drawn. */
export function useViewport(list: RefObject<HTMLElement | null>): Viewport {
  const [view, setView] = useState<Viewport>({ scrollTop: 0, height: 0, rowHeight: 0 })
  useEffect(() => {
    const element = list.current
    if (element === null) return undefined
    const look = (): void => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      const { scrollTop, clientHeight } = element
      const height = Math.max(0, clientHeight - headInRem * rem)
      setView({ scrollTop, height, rowHeight: rowInRem * rem })
    }
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [list])
  return view
}
