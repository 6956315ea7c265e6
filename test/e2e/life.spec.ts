import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, windowOf } from './fixture.ts'
import { executable, launch, projectFolder } from './launch.ts'
import { listeningAddresses, processesWith } from './processes.ts'

const headless = { ...process.env, ELECTRON_HOST_HEADLESS: '1' }
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []

test('without --demo nothing simulated is there, until it is asked for', async ({ open }) => {
  const { app, page } = await open()
  const before = await page.evaluate(() => window.station.request('station.snapshot', null))
  expect(before).toMatchObject({
    ok: true,
    value: { simulated: false, connection: { kind: 'none' } },
  })

  const simulated = page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        window.station.onSnapshot((snapshot) => {
          if (snapshot.simulated) resolve(true)
        })
      }),
  )
  await page.evaluate(() => window.station.request('station.try-demo', null))
  expect(await simulated).toBe(true)
  const after = await page.evaluate(() => window.station.request('station.snapshot', null))
  expect(after).toMatchObject({ ok: true, value: { simulated: true } })
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a second start brings the first window forward and leaves', async ({ open }) => {
  const { app } = await open('--demo')
  const userData = await app.evaluate(({ app: electronApp }) => electronApp.getPath('userData'))
  const focused = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<boolean>((resolve) => {
        BrowserWindow.getAllWindows()[0]?.once('focus', () => resolve(true))
      }),
  )
  const second = spawn(
    executable,
    [...sandbox, projectFolder, `--user-data-dir=${userData}`, '--demo'],
    { env: headless, stdio: 'ignore' },
  )
  const [code]: unknown[] = await once(second, 'exit')
  expect(code).toBe(0)
  expect(await focused).toBe(true)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('closing the window ends every process', async ({ playwright }) => {
  test.skip(process.platform !== 'linux', 'reads /proc')
  const { app, userData, close } = await launch(playwright._electron, ['--demo'])
  await windowOf(app)
  expect(processesWith(userData).length).toBeGreaterThan(1)
  const ended = app.waitForEvent('close')
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await ended
  await expect.poll(() => processesWith(userData)).toEqual([])
  await close()
})

test('killing the main process leaves no other behind', async ({ playwright }) => {
  test.skip(process.platform !== 'linux', 'reads /proc')
  const { app, userData, close } = await launch(playwright._electron, ['--demo'])
  await windowOf(app)
  app.process().kill('SIGKILL')
  await expect.poll(() => processesWith(userData)).toEqual([])
  await close()
})

test('started as a person starts it, it listens on no port', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc')
  const folder = await mkdtemp(join(tmpdir(), 'keydesk-e2e-'))
  const sayWhenLoaded = join(folder, 'say-when-loaded.cjs')
  await writeFile(
    sayWhenLoaded,
    `require('electron').app.on('web-contents-created', (_event, contents) =>
       contents.once('did-finish-load', () => console.log('loaded')))`,
  )
  const userData = join(folder, 'profile')
  const args = ['-r', sayWhenLoaded, ...sandbox, projectFolder, `--user-data-dir=${userData}`]
  const child = spawn(executable, args, { env: headless, stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [said]: unknown[] = await once(child.stdout, 'data')
    expect(String(said)).toContain('loaded')
    const processes = processesWith(userData)
    expect(processes.length).toBeGreaterThan(1)
    expect(listeningAddresses(processes)).toEqual([])
  } finally {
    const ended = once(child, 'exit')
    child.kill()
    await ended
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

test('a page that crashes is drawn anew, and the station has lost nothing', async ({ open }) => {
  const { app, page } = await open('--demo')
  const redrawn = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.once('did-finish-load', () => {
          const ask = `window.station.request('station.snapshot', null).then((reply) => reply.ok)`
          void contents.executeJavaScript(ask).then(resolve)
        })
      }),
  )
  const debuggerSession = await app.context().newCDPSession(page)
  void debuggerSession.send('Page.crash').catch(() => undefined)
  expect(await redrawn).toBe(true)
})

test('the display stays on while a run is under way', async ({ open }) => {
  const { app, page } = await open('--demo')
  const calls = await app.evaluateHandle(({ powerSaveBlocker }) => {
    const made: string[] = []
    powerSaveBlocker.start = (type) => made.push(`start ${type}`)
    powerSaveBlocker.stop = (id) => made.push(`stop ${id}`) > 0
    return made
  })
  await page.evaluate(async () => {
    const { station } = window
    await station.request('simulator.act', { act: 'touch-by-hand', on: true })
    const snapshot = await station.request('station.snapshot', null)
    const people = await station.request('people.search', { text: 'jane' })
    if (!snapshot.ok || !people.ok) throw new Error('The station did not answer')
    const [template, person] = [snapshot.value.templates[0], people.value[0]]
    if (!template || !person) throw new Error('There is nobody to issue a key to')
    await station.request('runs.start', {
      procedure: 'issue-key',
      personId: person.id,
      templateId: template.id,
    })
  })
  await expect.poll(() => calls.jsonValue()).toEqual(['start prevent-display-sleep'])
  await expect(async () => {
    const reply = await page.evaluate(async () => {
      const snapshot = await window.station.request('station.snapshot', null)
      const runId = snapshot.ok ? snapshot.value.runs[0]?.id : undefined
      return window.station.request('runs.cancel', { runId: runId ?? '' })
    })
    expect(reply.ok).toBe(true)
    expect(await calls.jsonValue()).toEqual(['start prevent-display-sleep', 'stop 1'])
  }).toPass()
})
