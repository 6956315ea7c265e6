import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixture.ts'

const pin = '83019274650'

/** Files below `folder` that hold `text`, as UTF-8 or UTF-16. */
function filesWith(folder: string, text: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => {
      const bytes = readFileSync(file)
      return bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))
    })
}

test('a PIN that was typed is in no snapshot, no output and no file afterwards', async ({
  open,
}) => {
  const { app, page } = await open('--demo')
  const said: string[] = []
  app.process().stdout?.on('data', (data) => said.push(String(data)))
  app.process().stderr?.on('data', (data) => said.push(String(data)))
  page.on('console', (message) => said.push(message.text()))

  const snapshots = await page.evaluate(async (text) => {
    const { station } = window
    const seen: string[] = []
    const answered = new Set<string>()
    const ended = new Promise<string>((resolve) => {
      station.onSnapshot((snapshot) => {
        seen.push(JSON.stringify(snapshot))
        const run = snapshot.runs[0]
        if (!run) return
        const { activity } = run
        if (['done', 'failed', 'cancelled'].includes(activity.kind)) resolve(activity.kind)
        if (activity.kind !== 'ask' || answered.has(activity.questionId)) return
        answered.add(activity.questionId)
        const answer = { kind: 'choose-pin', pin: new TextEncoder().encode(text) } as const
        void station.request('runs.answer', {
          runId: run.id,
          questionId: activity.questionId,
          answer,
        })
      })
    })
    const snapshot = await station.request('station.snapshot', null)
    const people = await station.request('people.search', { text: 'jane' })
    if (!snapshot.ok || !people.ok) throw new Error('The station did not answer')
    const template = snapshot.value.templates.find((one) => one.pin.kind === 'typed')
    const person = people.value[0]
    if (!template || !person) throw new Error('There is nobody to issue a key to')
    const started = {
      procedure: 'issue-key',
      personId: person.id,
      templateId: template.id,
    } as const
    await station.request('runs.start', started)
    return [await ended, ...seen]
  }, pin)

  expect(snapshots[0]).toBe('done')
  expect(snapshots.filter((snapshot) => snapshot.includes(pin))).toEqual([])
  const userData = await app.evaluate(({ app: electronApp }) => electronApp.getPath('userData'))
  expect(said.filter((text) => text.includes(pin))).toEqual([])
  // The search would find it.
  const control = join(userData, 'control')
  writeFileSync(control, pin)
  expect(filesWith(userData, pin)).toEqual([control])
})
