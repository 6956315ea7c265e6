import { expect, test, vi } from 'vitest'
import { createPages, pageSize, type LoadPage } from '../../../src/renderer/tables/pages.ts'
import { eventually } from '../../support/eventually.ts'

const rows = Array.from({ length: 5000 }, (_, at) => `row ${at}`)

function table() {
  const asked: number[] = []
  const load = vi.fn<LoadPage<string>>(async (offset, limit) => {
    asked.push(offset / pageSize)
    return { ok: true, value: { rows: rows.slice(offset, offset + limit), total: rows.length } }
  })
  const changed = vi.fn<() => void>()
  const pages = createPages(load)
  pages.onChange(changed)
  return { asked, load, changed, pages }
}

test('asks for the pages in view, once', async () => {
  const { asked, changed, pages } = table()
  expect(pages.state().total).toBeNull()
  pages.want({ first: 90, end: 120 })
  pages.want({ first: 95, end: 125 })
  await eventually(() => expect(changed).toHaveBeenCalledTimes(2))
  pages.want({ first: 95, end: 125 })
  expect(asked).toEqual([0, 1])
  expect(pages.state().rowAt(120)).toBe('row 120')
  expect(pages.state().rowAt(400)).toBeUndefined()
  expect(pages.state().total).toBe(5000)
})

test('what is out of date stays until something newer comes', async () => {
  const { asked, changed, pages } = table()
  pages.want({ first: 0, end: 10 })
  await eventually(() => expect(changed).toHaveBeenCalledTimes(1))
  pages.refresh()
  expect(pages.state().rowAt(3)).toBe('row 3')
  await eventually(() => expect(changed).toHaveBeenCalledTimes(2))
  expect(asked).toEqual([0, 0])
})

test('what was under way when something changed is asked for once more', async () => {
  const { asked, changed, pages } = table()
  pages.want({ first: 0, end: 10 })
  pages.refresh()
  await eventually(() => expect(changed).toHaveBeenCalledTimes(2))
  expect(asked).toEqual([0, 0])
})

test('keeps few pages beside many rows', async () => {
  const { changed, pages } = table()
  pages.want({ first: 0, end: 3000 })
  await eventually(() => expect(changed).toHaveBeenCalledTimes(30))
  expect(pages.state().rowAt(0)).toBeUndefined()
  expect(pages.state().rowAt(2999)).toBe('row 2999')
})

test('a refusal is known, and forgotten with the next answer', async () => {
  const { load, changed, pages } = table()
  load.mockResolvedValueOnce({ ok: false, cause: { code: 'internal' } })
  pages.want({ first: 0, end: 1 })
  await eventually(() => expect(pages.state().refusal).toEqual({ code: 'internal' }))
  pages.want({ first: 0, end: 1 })
  await eventually(() => expect(changed).toHaveBeenCalledTimes(2))
  expect(pages.state().refusal).toBeNull()
})
