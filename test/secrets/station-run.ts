import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { writeHeapSnapshot } from 'node:v8'
import { udpKeys } from '../../src/ctap2/index.ts'
import { composeStation } from '../../src/main/compose/compose.ts'
import { createAccountFileSecrets } from '../../src/main/secrets/key-file.ts'
import type { Station } from '../../src/main/station/station.ts'
import { isEnd, type Order, type Question } from '../../src/shared/run.ts'

// A whole run of a station with secrets that can be recognized, in a process of its own whose heap is
// written down at the end. The PINs come as files of bytes: no text of them is ever made here.

const [folder = '', port = '', connection = ''] = process.argv.slice(2)
const ownPin = join(folder, 'own-pin')

/** What passes between the station and a window, but for what a person types and is shown. */
const messages: string[] = []

async function answerTo(question: Question) {
  if (question.kind === 'confirm-erase') return { kind: 'confirm-erase', erase: true }
  if (question.kind === 'confirm-change') return { kind: 'confirm-change', confirmed: true }
  return { kind: question.kind, pin: new Uint8Array(await readFile(ownPin)) }
}

async function run(station: Station, order: Order): Promise<void> {
  const answered = new Set<string>()
  const over = new Promise<string>((resolve) => {
    const stop = station.onSnapshot((snapshot) => {
      messages.push(JSON.stringify(snapshot))
      const [shown] = snapshot.runs
      if (!shown) return
      const { id: runId, activity } = shown
      if (isEnd(activity)) {
        stop()
        return resolve(activity.kind)
      }
      if (activity.kind !== 'ask' || answered.has(activity.questionId)) return
      const { question, questionId } = activity
      answered.add(questionId)
      void answerTo(question).then((answer) =>
        station.request('runs.answer', { runId, questionId, answer }),
      )
    })
  })
  const started = await station.request('runs.start', { ...order, waitForKeyMs: 0 })
  messages.push(JSON.stringify(started))
  const end = await over
  console.log(`${order.procedure}: ${end}`)
  const runId = station.snapshot().runs[0]?.id
  await station.request('runs.dismiss', { runId })
}

async function work(): Promise<void> {
  const station = await composeStation({
    organization: { from: 'file', file: connection, keep: true },
    dataDirectory: join(folder, 'station'),
    secrets: createAccountFileSecrets(join(folder, 'key-file')),
    fetch: globalThis.fetch,
    keys: udpKeys(Number(port)),
  })
  const personId = 'jane.doe@example.com'
  await run(station, { procedure: 'issue-key', personId, templateId: 'walk-in' })
  await run(station, { procedure: 'reset-pin', pin: 'known' })
  await run(station, { procedure: 'whose-key', readCredentials: true })
  await run(station, { procedure: 'reset-pin', pin: 'forgotten' })
  // Long enough to be met nowhere by chance.
  const template = station.snapshot().templates.find(({ id }) => id === 'hand-over')
  const pin24 = { kind: 'random-digits', length: 24 }
  await station.request('templates.save', { template: { ...template, pin: pin24 } })
  await run(station, { procedure: 'issue-key', personId, templateId: 'hand-over' })
  const [newest] = station.snapshot().recent
  const issuanceId = newest?.id ?? ''
  const revealed = await station.request('pins.reveal', { issuanceId })
  if (!revealed.ok) throw new Error(revealed.cause.code)
  const { pin } = revealed.value as { pin: Uint8Array }
  // For the one who looks for it, and for nobody in this process.
  writeFileSync(join(folder, 'random-pin'), pin)
  pin.fill(0)
  await station.request('pins.hand-over', { issuanceId })
  const page = { text: '', states: [], sort: 'newest', offset: 0, limit: 100 }
  for (const [name, input] of [
    ['issuances.list', page],
    ['people.list', page],
    ['keys.list', page],
    ['issuances.history', { issuanceId }],
  ] as const) {
    messages.push(JSON.stringify(await station.request(name, input)))
  }
  await station.close()
}

await work()
writeFileSync(join(folder, 'messages'), messages.join('\n'))
messages.length = 0
// Sockets that were closed are let go of in later turns of the loop.
await delay(1_000)
writeHeapSnapshot(join(folder, 'main.heapsnapshot'))
