import { join } from 'node:path'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { launchBrowser } from '../renderer/support/browser.ts'
import { tables } from '../renderer/support/life-samples.ts'
import { desk, people, sampleNow } from '../renderer/support/samples.ts'
import { buildWindow, openWindow, serveWindow } from '../renderer/support/served-window.ts'

const count = 100_000

let browser: Browser
let page: Page

test.beforeAll(async ({ playwright }) => {
  const built = await buildWindow(join(import.meta.dirname, '../../out/many-rows'))
  browser = await launchBrowser(playwright.chromium)
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' })
  await serveWindow(context, built)
  page = await context.newPage()
})
test.afterAll(async () => browser.close())

test.beforeEach(async () => {
  const script = { snapshot: desk, people, now: sampleNow, tables: { ...tables, count } }
  await openWindow(page, script)
  // For a moment after a change of screen nothing is commanded.
  await page.waitForTimeout(300)
  await page.keyboard.press('Alt+2')
  await expect(page.getByText('100,000 in all')).toBeVisible()
})

const rows = () => page.locator('#table tbody tr')
const list = () => page.locator('#table').locator('..')

test('a hundred thousand issuances: only what is in view is drawn, wherever one looks', async () => {
  expect(await rows().count()).toBeLessThan(60)

  for (const share of [0.25, 0.5, 1]) {
    await list().evaluate((part, at) => {
      part.scrollTop = part.scrollHeight * at
    }, share)
    await expect(rows().last().getByText('@example.com')).toBeVisible()
    expect(await rows().count()).toBeLessThan(60)
  }
  // The row that Tab leads to comes first still; the heading is the first that a screen reader counts.
  await expect(rows().first()).toHaveAttribute('aria-rowindex', '2')
  await expect(rows().last()).toHaveAttribute('aria-rowindex', String(count + 1))
})

test('they are searched and filtered, and the table says how many are left', async () => {
  await page.keyboard.press('Control+f')
  await page.locator('#find-row').fill('zebra')
  await expect(page.getByText('No issuance like that')).toBeVisible()
  await page.locator('#find-row').fill('')
  await expect(page.getByText('100,000 in all')).toBeVisible()
  await page.getByRole('button', { name: 'Revoked', exact: true }).click()
  await expect(page.getByText('100,000 in all')).toBeHidden()
  await expect(rows().first().getByText('Revoked')).toBeVisible()
})
