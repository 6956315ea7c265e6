import type { Page } from '@playwright/test'
import { janes, ofEveryState, tables } from './life-samples.ts'
import type { Picture } from './picture.ts'
import { demo, desk, outcome, runAt, strict, withRun } from './samples.ts'

/** For a moment after each change of screen keys count for nothing. */
const settled = (page: Page): Promise<void> => page.waitForTimeout(300)

const go = (digit: '2' | '3' | '4') => async (page: Page) => {
  await settled(page)
  await page.keyboard.press(`Alt+${digit}`)
  await page.locator('#table tbody button').first().waitFor()
  await settled(page)
}

/** Opens the row that many arrows down. */
const open = (digit: '2' | '3' | '4', down: number) => async (page: Page) => {
  await go(digit)(page)
  await page.keyboard.press('ArrowDown')
  for (let at = 0; at < down; at += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.locator('aside').waitFor()
}

const search = (text: string) => async (page: Page) => {
  await go('2')(page)
  await page.locator('#find-row').fill(text)
}

const lists: readonly Picture[] = [
  { name: 'issuances', snapshot: desk, prepare: go('2'), isByKeys: true },
  { name: 'issuances-open', snapshot: desk, prepare: open('2', 3), isByKeys: true },
  {
    name: 'issuances-many',
    snapshot: demo,
    tables: { ...tables, count: 100_000 },
    prepare: async (page) => {
      await go('2')(page)
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('End')
      await page.getByText('100,000').waitFor()
      await page.waitForTimeout(400)
    },
  },
  {
    name: 'issuances-some-states',
    snapshot: desk,
    prepare: async (page) => {
      await go('2')(page)
      await page.getByRole('button', { name: 'Inactive', exact: true }).click()
      await page.getByRole('button', { name: 'Revoked', exact: true }).click()
      await page.getByText('2 in all').waitFor()
    },
  },
  {
    name: 'issuances-none',
    snapshot: desk,
    prepare: async (page) => {
      await search('zebra')(page)
      await page.getByText('No issuance like that').waitFor()
    },
  },
  { name: 'keys', snapshot: desk, prepare: go('3'), isByKeys: true },
  { name: 'keys-open', snapshot: desk, prepare: open('3', 0), isByKeys: true },
  { name: 'people', snapshot: desk, prepare: go('4'), isByKeys: true },
  { name: 'people-open', snapshot: desk, prepare: open('4', 0), isByKeys: true },
]

const commanded: readonly Picture[] = [
  {
    name: 'palette',
    snapshot: desk,
    isByKeys: true,
    prepare: async (page) => {
      await settled(page)
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'palette-found',
    snapshot: desk,
    prepare: async (page) => {
      await settled(page)
      await page.keyboard.press('Control+k')
      await page.getByLabel('Find a command').fill('pin')
      await page.getByRole('option', { name: 'Reset the PIN' }).waitFor()
    },
  },
  {
    name: 'reset-pin',
    snapshot: desk,
    isByKeys: true,
    prepare: async (page) => {
      await settled(page)
      await page.keyboard.press('Alt+r')
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'desk-actions',
    snapshot: { ...desk, recent: ofEveryState },
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Actions for Hedy Lamarr' }).click()
      await page.getByRole('menuitem', { name: 'Revoke' }).waitFor()
    },
  },
]

const issued = withRun(runAt(null, { kind: 'done', outcome }), {
  ...desk,
  recent: [{ ...janes, id: outcome.issuanceId, template: strict }],
})

const printed: readonly Picture[] = [
  { name: 'done-papers', snapshot: issued },
  {
    name: 'letter',
    snapshot: issued,
    isByKeys: true,
    prepare: async (page) => {
      await settled(page)
      await page.keyboard.press('Alt+l')
      await page.getByText('482').waitFor()
    },
  },
  {
    name: 'label',
    snapshot: issued,
    isByKeys: true,
    prepare: async (page) => {
      await settled(page)
      await page.keyboard.press('Alt+e')
      await page.getByRole('dialog').waitFor()
    },
  },
]

/** The long tables, the palette, and what is printed. */
export const tableGallery: readonly Picture[] = [...lists, ...commanded, ...printed]
