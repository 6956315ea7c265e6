import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Processes (Linux only) whose command line has `text` in it. */
export function processesWith(text: string): number[] {
  return processIds().filter((id) => read(`/proc/${id}/cmdline`).includes(text))
}

/** Local addresses (`/proc/net/tcp` form) on which any of the processes listens for TCP connections. */
export function listeningAddresses(ids: readonly number[]): string[] {
  const own = new Set(ids.flatMap(socketInodes))
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) =>
    read(table)
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && own.has(String(inode)))
      .map(([, local]) => String(local)),
  )
}

function processIds(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
}

function socketInodes(id: number): string[] {
  const folder = `/proc/${id}/fd`
  return list(folder).flatMap((name) => {
    const [, inode] = /^socket:\[(\d+)\]$/.exec(link(`${folder}/${name}`)) ?? []
    return inode === undefined ? [] : [inode]
  })
}

// A process may end while it is looked at.
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function link(file: string): string {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}
