import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { patienceMs } from '../support/patience.ts'
import { readTrace, type TracedCall } from './traced-calls.ts'

// The terminal under strace. What it does is the same to the last call in every run: libuv's pool has one
// thread, and each thread's calls are counted apart.

/** A program and its arguments. */
export type CommandLine = readonly [string, ...string[]]

/** How a program ended, and what it said. */
export interface ProgramEnd {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly said: string
}

/** The nth call of its kind in one of the two threads that make any. */
export interface KillPoint {
  readonly thread: 'main' | 'pool'
  readonly call: string
  /** From 1. */
  readonly nth: number
}

/** By how much the pool's counts run ahead: the main thread makes fewer calls of a kind. */
const padding = 500

const pad = join(import.meta.dirname, 'pad.cjs')
const environment = {
  ...process.env,
  UV_THREADPOOL_SIZE: '1',
  NODE_OPTIONS: `--require "${pad}"`,
  KEYDESK_PAD: String(padding),
}

/** The calls by which a file system is changed, or what was changed made certain. */
const changing = [
  'openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,ftruncate,truncate,fallocate',
  'copy_file_range,sendfile,splice,rename,renameat,renameat2,link,linkat,symlink,symlinkat',
  'unlink,unlinkat,mkdir,mkdirat,rmdir,fsync,fdatasync,sync_file_range,syncfs,sync,msync',
].join()

/** Those at which a program is killed. */
const killing: ReadonlySet<string> = new Set(['fsync', 'fdatasync', 'rename', 'link', 'unlink'])

/** Why nothing can be traced here; null where it can. */
export function whyNoStrace(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return 'it is made for Linux on x86-64'
  const kill = ['-e', 'trace=exit_group', '-e', 'inject=exit_group:signal=KILL']
  const { error, signal, stderr } = spawnSync(
    'strace',
    ['-f', '-o', '/dev/null', ...kill, 'true'],
    { timeout: patienceMs, encoding: 'utf8' },
  )
  if (error) return `strace does not run (${error.message})`
  return signal === 'SIGKILL' ? null : `strace may not trace and kill (${stderr.trim()})`
}

/** Runs a program to its end. */
export async function run([program, ...args]: CommandLine): Promise<ProgramEnd> {
  return await ended(program, args, process.env)
}

/** Runs a program to its end no faster than one that is killed, to be beside that all the while. */
export async function runBeside(command: CommandLine): Promise<ProgramEnd> {
  return await ended('strace', ['-f', '-o', '/dev/null', ...command], environment)
}

/** Runs programs at the same time to their ends, and returns every call they made that changed a file system. */
export async function traceOf(...commands: readonly CommandLine[]): Promise<readonly TracedCall[]> {
  const folder = mkdtempSync(join(tmpdir(), 'keydesk-trace-'))
  const file = join(folder, 'calls')
  const trace = ['-f', '-y', '-xx', '-s', '100000000', '-o', file, '-e', `trace=${changing}`]
  try {
    const { status, said } = await ended('strace', [...trace, ...together(commands)], environment)
    if (status !== 0) throw new Error(`a traced program failed: ${said}`)
    return [...readTrace(readFileSync(file, 'latin1'))]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function together(commands: readonly CommandLine[]): readonly string[] {
  const [only, ...others] = commands
  if (only && others.length === 0) return only
  const lines = commands.map((command) => `${command.map(quoted).join(' ')} & ids="$ids $!"`)
  return ['sh', '-c', [...lines, 'for id in $ids; do wait $id || exit; done'].join('\n')]
}

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`

/** Where in a traced run of one program it can be killed: at every sync and every change of a name. */
export function killPointsOf(calls: readonly TracedCall[]): readonly KillPoint[] {
  const main = calls[0]?.thread
  const counts = new Map<string, number>()
  const points: KillPoint[] = []
  const others = new Set<number>()
  for (const { thread: id, name: call } of calls) {
    if (!killing.has(call)) continue
    const thread = id === main ? 'main' : 'pool'
    if (thread === 'pool') others.add(id)
    const nth = (counts.get(`${thread} ${call}`) ?? 0) + 1
    counts.set(`${thread} ${call}`, nth)
    if (thread === 'main' && nth > padding) throw new Error(`more than ${padding} times ${call}`)
    if (thread === 'main' || nth > padding) points.push({ thread, call, nth })
  }
  if (others.size > 1) throw new Error('several threads write')
  return points
}

/** Runs a program that is killed (SIGKILL) as it is about to make a call. */
export async function killAt(
  { thread, call, nth }: KillPoint,
  command: CommandLine,
): Promise<ProgramEnd> {
  // Without -f the main thread alone is traced; with it the pool's comes to such a number first.
  const threads = thread === 'main' ? [] : ['-f']
  const inject = `inject=${call}:signal=KILL:when=${nth}`
  const trace = [...threads, '-o', '/dev/null', '-e', `trace=${call}`, '-e', inject]
  return await ended('strace', [...trace, ...command], environment)
}

async function ended(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ProgramEnd> {
  const child = spawn(program, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: patienceMs,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (said += String(chunk)))
  }
  return await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (status, signal) => resolve({ status, signal, said }))
  })
}
