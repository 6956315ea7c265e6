// A key's whole life from the terminal, with two virtual keys and the double of Okta, each in a process
// of its own, as a person would type it: `npm run demo:lifecycle`. Every end is checked.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const tsx = createRequire(import.meta.url).resolve('tsx/cli')
const person = 'jane.doe@example.com'
const folder = await mkdtemp(join(tmpdir(), 'keydesk-life-'))
const connection = join(folder, 'connection.json')
const pinFile = join(folder, 'own-pin')
const children = []

/** Starts a program that stays, and resolves with what the pattern finds in its first lines. */
function start(script, args, pattern) {
  const child = spawn(process.execPath, [tsx, script, ...args], { stdio: ['ignore', 'pipe', 2] })
  children.push(child)
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const found = pattern.exec(text)
      if (found) resolve(found[1] ?? found[0])
    })
    child.once('exit', (status) => reject(new Error(`${script} ended with ${status}: ${text}`)))
  })
}

const startKey = (serial) =>
  start(
    'src/simulator/virtual-key/main.ts',
    ['--udp', '0', '--profile', 'yubikey', '--serial', serial, '--simulator-compat'],
    /ready at (udp:\S+)/,
  )

/** Runs one command of the terminal to its end; what it prints is shown or read. */
function station(args, { isShown = true } = {}) {
  const all = [...args, '--connection', connection, '--data', join(folder, 'station')]
  const child = spawn(process.execPath, [tsx, 'src/main/cli.ts', ...all], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      if (stream === child.stdout) out += chunk
      if (isShown) process.stdout.write(String(chunk).replaceAll(/^(?=.)/gm, '  '))
    })
  }
  return new Promise((resolve) => child.once('exit', (status) => resolve({ status, out })))
}

/** The issuances as they stand, the newest first. */
async function issuances() {
  const { out } = await station(['issuances', '--json'], { isShown: false })
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

let passed = 0
let failed = 0

/** One line of the life: a command, and how the newest issuances must stand after it. */
async function step(args, expected) {
  console.log(`\n$ station ${args.join(' ')}`)
  const { status } = await station(args)
  const rows = (await issuances()).toSorted((a, b) => b.createdAt - a.createdAt)
  const told = rows.map(({ state, act, onKey, hasSealedPin }) =>
    [state, onKey, hasSealedPin ? 'PIN sealed' : 'no PIN kept', act ?? '']
      .join(', ')
      .replace(/, $/, ''),
  )
  const isRight = status === 0 && JSON.stringify(told) === JSON.stringify(expected)
  if (isRight) passed++
  else failed++
  console.log(
    isRight ? `  as it should: ${told.join(' | ')}` : `  WRONG (${status}): ${told.join(' | ')}`,
  )
}

try {
  await writeFile(pinFile, '73519420\n', { mode: 0o600 })
  const [one, two] = await Promise.all([
    startKey('1111111'),
    startKey('2222222'),
    start('src/simulator/okta/main.ts', ['--port', '0', '--connection', connection], /http\S+/),
  ])
  const key = ['--key', one]

  await step(
    ['issue', '--person', person, '--template', 'hand-over', ...key],
    ['issued, credential, PIN sealed'],
  )
  await step(['set-pin', '--pin-file', pinFile, ...key], ['active, credential, no PIN kept'])
  await step(
    ['activate', '--person', person, '--current-pin-file', pinFile, ...key],
    ['active, credential, no PIN kept'],
  )
  await step(
    ['whose', '--credentials', '--current-pin-file', pinFile, ...key],
    ['active, credential, no PIN kept'],
  )
  await step(
    ['inactivate', '--person', person, '--yes', ...key],
    ['inactive, credential, no PIN kept'],
  )
  await step(
    ['reactivate', '--person', person, '--yes', ...key],
    ['active, credential, no PIN kept'],
  )
  await step(
    ['reset-pin', '--forgotten', '--erase', ...key],
    ['issued, credential, PIN sealed', 'revoked, wiped, no PIN kept'],
  )
  await step(
    ['replace', '--person', person, '--yes', '--key', two],
    [
      'issued, credential, PIN sealed',
      'revoked, unknown, PIN sealed',
      'revoked, wiped, no PIN kept',
    ],
  )
  await step(
    ['revoke', '--person', person, '--yes', '--key', two],
    ['revoked, wiped, no PIN kept', 'revoked, unknown, PIN sealed', 'revoked, wiped, no PIN kept'],
  )
  await step(
    ['audit', 'verify'],
    ['revoked, wiped, no PIN kept', 'revoked, unknown, PIN sealed', 'revoked, wiped, no PIN kept'],
  )
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
} finally {
  for (const child of children) {
    child.removeAllListeners('exit')
    child.kill()
  }
  await rm(folder, { recursive: true, force: true })
}
