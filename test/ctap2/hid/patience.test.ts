import { expect, test } from 'vitest'
import { Patience } from '../../../src/ctap2/hid/patience.ts'
import { block } from '../../support/block.ts'

/** Resolves when the patience is over, with what happened until then. */
function run(patience: Patience, seen: string[]): Promise<readonly string[]> {
  return new Promise((resolve) => patience.run(() => resolve([...seen, 'end'])))
}

test('what a busy process could not read is read before the end', async () => {
  const seen: string[] = []
  const over = run(new Patience(100), seen)
  setTimeout(() => setImmediate(() => seen.push('read')), 0)
  block(1_000)
  expect(await over).toEqual(['read', 'end'])
})

test('being busy for longer than all of it uses up one piece of it', () => {
  const patience = new Patience(3_000)
  patience.run(() => undefined)
  block(3_200)
  expect(patience.leftMs).toBe(2_900)
  patience.pause()
})

test('keeps what is left while it does not run', async () => {
  const patience = new Patience(60_000)
  patience.run(() => undefined)
  await new Promise((resolve) => setTimeout(resolve, 5))
  patience.pause()
  const { leftMs } = patience
  expect(leftMs).toBeLessThan(60_000)
  block(20)
  expect(patience.leftMs).toBe(leftMs)
  patience.spend(59_000)
  expect(patience.leftMs).toBe(leftMs - 59_000)
  patience.spend(60_000)
  expect(patience.leftMs).toBe(0)
})

test('renewed in time it does not end, paused it does not either', async () => {
  const seen: string[] = []
  const patience = new Patience(50)
  patience.run(() => seen.push('end'))
  patience.renew(60_000)
  await new Promise((resolve) => setTimeout(resolve, 120))
  patience.pause()
  patience.renew(1)
  await new Promise((resolve) => setTimeout(resolve, 120))
  expect(seen).toEqual([])
})

test('none at all ends after one reading', async () => {
  const seen: string[] = []
  setImmediate(() => seen.push('read'))
  expect((await run(new Patience(0), seen)).at(-1)).toBe('end')
  expect(seen).toEqual(['read'])
})
