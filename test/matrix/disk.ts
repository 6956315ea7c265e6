import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { bytesIn, pathOf, type TracedCall } from './traced-calls.ts'

/** A file; its bytes are never changed, but replaced. */
interface DiskFile {
  /** What every process sees. */
  now: Buffer
  /** What was there at its last sync, and so on the disk; nothing before the first one. */
  synced: Buffer
}

/** A folder and the names in it. */
interface DiskFolder {
  now: Map<string, DiskNode>
  synced: Map<string, DiskNode>
}

type DiskNode = DiskFile | DiskFolder

const isFolder = (node: DiskNode): node is DiskFolder => node.now instanceof Map

/**
 * What of everything that was not synced is on the disk all the same when the power goes: nothing, the names
 * (the usual thing: file systems write those first), or the bytes of files that have a name there.
 */
export type Kept = 'nothing' | 'names' | 'bytes'

/** A whole folder: every file by its path in it, and null for a folder. */
export type Tree = ReadonlyMap<string, Buffer | null>

/**
 * A folder on a disk of which only so much is certain: a file's bytes once it was synced, a folder's names
 * once that folder was. Told of the calls that were made, it says what could be left of it.
 */
export class Disk {
  readonly #root: string
  readonly #top: DiskFolder
  /** Where the next plain write goes, by the path. */
  readonly #positions = new Map<string, number>()

  /** As the folder is now, all of it on the disk. */
  constructor(root: string) {
    this.#root = root
    this.#top = readFolder(root)
  }

  /** Whether the call makes something certain or changes a name in this folder. */
  isMark({ name, args, result }: TracedCall): boolean {
    if (result < 0) return false
    if (isSync(name)) return this.#at(pathOf(args[0] ?? '')) !== null
    return /^(rename|link|unlink|mkdir|rmdir)/.test(name) && this.#isInside(lastPath(args))
  }

  /** Does what the call did. */
  apply(call: TracedCall): void {
    const { name, args, result } = call
    if (!(result >= 0)) return
    const [first = '', second = '', third = '', fourth = ''] = args
    if (isSync(name)) return this.#sync(pathOf(first))
    switch (name) {
      case 'openat':
        return this.#open(absolute(second), third)
      case 'write':
        return this.#write(pathOf(first), bytesIn(second).subarray(0, result), null)
      case 'pwrite64':
        return this.#write(pathOf(first), bytesIn(second).subarray(0, result), Number(fourth))
      case 'ftruncate':
        return this.#truncate(pathOf(first), Number(second))
      case 'copy_file_range':
        return this.#copy(pathOf(first), pathOf(third), result)
      case 'sendfile':
        return this.#copy(pathOf(second), pathOf(first), result)
      case 'mkdir':
        return this.#name(absolute(first), { now: new Map(), synced: new Map() })
      case 'link':
        return this.#name(absolute(second), this.#at(absolute(first)))
      case 'rename':
        this.#name(absolute(second), this.#at(absolute(first)))
        return this.#unname(absolute(first))
      case 'unlink':
      case 'rmdir':
        return this.#unname(absolute(first))
      default:
        if (args.some((arg) => this.#isInside(pathIn(arg)))) throw new Error(`unknown: ${name}`)
    }
  }

  /** What is there after the power was gone. */
  treeAfterLoss(kept: Kept): Tree {
    const tree = new Map<string, Buffer | null>()
    const walk = (folder: DiskFolder, path: string): void => {
      const names = kept === 'names' ? folder.now : folder.synced
      for (const [name, node] of names) {
        const at = join(path, name)
        // SQLite's shared memory is no file of its own: it is made anew.
        if (at.endsWith('-shm')) continue
        if (isFolder(node)) {
          tree.set(at, null)
          walk(node, at)
        } else tree.set(at, kept === 'bytes' ? node.now : node.synced)
      }
    }
    walk(this.#top, '')
    return tree
  }

  #isInside(path: string | null): path is string {
    return path !== null && path.startsWith(`${this.#root}/`)
  }

  #at(path: string | null): DiskNode | null {
    if (path === this.#root) return this.#top
    if (!this.#isInside(path)) return null
    let node: DiskNode | undefined = this.#top
    for (const name of relative(this.#root, path).split('/')) {
      node = node && isFolder(node) ? node.now.get(name) : undefined
    }
    return node ?? null
  }

  #fileAt(path: string | null): DiskFile | null {
    const node = this.#at(path)
    return node && !isFolder(node) ? node : null
  }

  #folderOf(path: string): DiskFolder | null {
    const node = this.#at(dirname(path))
    return node && isFolder(node) ? node : null
  }

  #open(path: string, flags: string): void {
    if (!this.#isInside(path)) return
    this.#positions.set(path, 0)
    if (flags.includes('O_CREAT') && !this.#at(path)) {
      this.#name(path, { now: Buffer.alloc(0), synced: Buffer.alloc(0) })
    }
    if (flags.includes('O_TRUNC')) this.#truncate(path, 0)
  }

  #sync(path: string | null): void {
    const node = this.#at(path)
    if (!node) return
    if (isFolder(node)) node.synced = new Map(node.now)
    else node.synced = node.now
  }

  #write(path: string | null, bytes: Buffer, place: number | null): void {
    const file = this.#fileAt(path)
    if (!file || path === null) return
    const from = place ?? this.#positions.get(path) ?? 0
    if (place === null) this.#positions.set(path, from + bytes.length)
    const next = Buffer.alloc(Math.max(file.now.length, from + bytes.length))
    file.now.copy(next)
    bytes.copy(next, from)
    file.now = next
  }

  #truncate(path: string | null, length: number): void {
    const file = this.#fileAt(path)
    if (!file) return
    const next = Buffer.alloc(length)
    file.now.copy(next)
    file.now = next
  }

  #copy(from: string | null, to: string | null, length: number): void {
    const source = this.#fileAt(from)
    if (from === null || !source) return
    const start = this.#positions.get(from) ?? 0
    this.#positions.set(from, start + length)
    this.#write(to, source.now.subarray(start, start + length), null)
  }

  #name(path: string, node: DiskNode | null): void {
    if (node) this.#folderOf(path)?.now.set(basename(path), node)
  }

  #unname(path: string): void {
    this.#folderOf(path)?.now.delete(basename(path))
  }
}

/** Lays a tree out in a folder that is there and empty. */
export function writeTree(tree: Tree, root: string): void {
  for (const [path, bytes] of tree) {
    if (bytes === null) mkdirSync(join(root, path), { mode: 0o700 })
    else writeFileSync(join(root, path), bytes, { mode: 0o600 })
  }
}

const isSync = (name: string): boolean => name === 'fsync' || name === 'fdatasync'

const pathIn = (arg: string): string | null => (arg.startsWith('"') ? absolute(arg) : pathOf(arg))

const absolute = (arg: string): string => bytesIn(arg).toString()

function lastPath(args: readonly string[]): string | null {
  const found = args.findLast((arg) => arg.startsWith('"'))
  return found === undefined ? null : absolute(found)
}

function readFolder(path: string): DiskFolder {
  const now = new Map<string, DiskNode>()
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const at = join(path, entry.name)
    if (entry.isDirectory()) now.set(entry.name, readFolder(at))
    else {
      const bytes = readFileSync(at)
      now.set(entry.name, { now: bytes, synced: bytes })
    }
  }
  return { now, synced: new Map(now) }
}
