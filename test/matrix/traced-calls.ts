import { basename } from 'node:path'

/** One system call as strace wrote it down. */
export interface TracedCall {
  /** The thread it was made by. */
  readonly thread: number
  readonly name: string
  /** As they stand there: paths and bytes hexadecimal. */
  readonly args: readonly string[]
  /** Negative where it failed; NaN where the process died in it. */
  readonly result: number
}

/** The calls in what strace wrote with `-f -xx -y`, in the order in which they were done. */
export function* readTrace(text: string): Generator<TracedCall> {
  const begun = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? []
    if (rest.endsWith('<unfinished ...>')) {
      begun.set(thread, rest.slice(0, -'<unfinished ...>'.length).trimEnd())
      continue
    }
    const [, end] = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest) ?? []
    const whole = end === undefined ? rest : `${begun.get(thread) ?? ''}${end}`
    const [, name, args = '', result] = /^(\w+)\((.*)\) += (-?\d+|\?)/.exec(whole) ?? []
    if (name === undefined) continue
    yield { thread: Number(thread), name, args: args.split(', '), result: Number(result) }
  }
}

/** A string argument: a path, or what was written. */
export function bytesIn(arg: string): Buffer {
  const hex = arg.slice(arg.indexOf('"') + 1, arg.lastIndexOf('"'))
  if (arg.endsWith('...')) throw new Error('strace has left out a part of what was written')
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex')
}

/** The path of a descriptor argument such as `3</folder/file>`, by the name it has now; null once it has none. */
export function pathOf(arg: string): string | null {
  const [, hex, deleted] = /^[\w]+<([^>]*)>(\(deleted\))?/.exec(arg) ?? []
  if (hex === undefined || deleted !== undefined) return null
  const path = Buffer.from(hex.replaceAll('\\x', ''), 'hex').toString()
  return path.endsWith(' (deleted)') ? null : path
}

/** The last part of the last path that a call names. */
export function lastNameOf({ args }: TracedCall): string {
  const paths = args.flatMap((arg) =>
    arg.startsWith('"') ? bytesIn(arg).toString() : (pathOf(arg) ?? []),
  )
  return basename(paths.at(-1) ?? '')
}
