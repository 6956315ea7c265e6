import { expect, test } from './fixture.ts'
test('shows itself', async ({ page }) => {
  await expect(page.locator('#root')).toBeVisible()
  expect(await page.evaluate(() => Object.isFrozen(window.station))).toBe(true)
  console.log(
    JSON.stringify(
      await page.evaluate(() => window.station.request('station.snapshot', null)),
    ).slice(0, 200),
  )
})
