import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { expect, test } from './fixture.ts'

let folder: string

test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-connection-'))
})
test.afterEach(() => rm(folder, { recursive: true }))

/** The system's dialog will find this file chosen. */
async function willChoose(app: ElectronApplication, connection: object): Promise<void> {
  const file = join(folder, 'okta.json')
  await writeFile(file, JSON.stringify(connection))
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
  }, file)
}

test('a connection file is chosen in the window; what is wrong with one is said, and changes nothing', async ({
  open,
}) => {
  const { app, page } = await open()
  const choose = page.getByRole('button', { name: 'Choose the connection file' })
  const auth = { kind: 'token', token: '00not-a-real-token' }
  await willChoose(app, { auth })
  await choose.click()
  await expect(page.getByRole('alert')).toContainText('The connection file cannot be used')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Keydesk is not connected yet')

  await willChoose(app, { orgUrl: 'https://acme.okta.com', auth })
  await choose.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Who gets a key?')
  await expect(page.getByText('Connected to acme.okta.com')).toBeVisible()

  await page.getByRole('button', { name: 'Connection', exact: true }).click()
  await willChoose(app, { orgUrl: 'https://other.okta.com', auth })
  await page.getByRole('button', { name: 'Set up a connection' }).click()
  await choose.click()
  await expect(page.getByText('Connected to other.okta.com').first()).toBeVisible()
})
