import { expect, test } from 'vitest'
import { rowAfter, scrollTopFor, visibleRows } from '../../../src/renderer/tables/visible-rows.ts'

const view = { scrollTop: 0, height: 560, rowHeight: 56 }

test('what is in view is drawn, and a little beyond', () => {
  expect(visibleRows(view, 100_000)).toEqual({ first: 0, end: 18 })
  expect(visibleRows({ ...view, scrollTop: 56 * 50_000 }, 100_000)).toEqual({
    first: 49_992,
    end: 50_018,
  })
})

test('no row beyond the last, none before there is room', () => {
  expect(visibleRows({ ...view, scrollTop: 56 * 99_990 }, 100_000).end).toBe(100_000)
  expect(visibleRows({ ...view, scrollTop: 56 * 500 }, 3)).toEqual({ first: 3, end: 3 })
  expect(visibleRows(view, 3)).toEqual({ first: 0, end: 3 })
  expect(visibleRows({ ...view, rowHeight: 0 }, 100)).toEqual({ first: 0, end: 0 })
})

test('a row is scrolled to by the shorter way, and not at all where it is whole', () => {
  const at = { ...view, scrollTop: 560 }
  expect(scrollTopFor(at, 12)).toBe(560)
  expect(scrollTopFor(at, 9)).toBe(504)
  expect(scrollTopFor(at, 20)).toBe(616)
})

test.each([
  ['ArrowDown', 6],
  ['ArrowUp', 4],
  ['PageDown', 15],
  ['PageUp', 0],
  ['Home', 0],
  ['End', 99],
])('%s leads from row 5 to row %i', (key, row) => {
  expect(rowAfter(key, 5, 10, 100)).toBe(row)
})

test('other keys lead nowhere, and neither does any in an empty table', () => {
  expect(rowAfter('a', 5, 10, 100)).toBeNull()
  expect(rowAfter('End', 0, 10, 0)).toBeNull()
  expect(rowAfter('ArrowDown', 99, 10, 100)).toBe(99)
})
