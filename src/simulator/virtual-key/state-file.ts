import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isSame } from './bytes.ts'
import { decodeMemory, encodeMemory } from './memory-format.ts'
import type { KeyMemory } from './memory.ts'
import type { VirtualKey } from './virtual-key.ts'

/** What a key left in this file; undefined when there is none yet, an Error when it is something else. */
export function loadMemory(file: string): KeyMemory | undefined {
  if (!existsSync(file)) return undefined
  const bytes = Uint8Array.from(readFileSync(file))
  try {
    return decodeMemory(bytes)
  } catch (error) {
    throw new Error(`${file} is not the state of a virtual key`, { cause: error })
  }
}

/** Writes the file anew whenever a command has changed what the key remembers. */
export function saveAfterCommands(key: VirtualKey, file: string): void {
  let saved: Uint8Array = new Uint8Array(0)
  key.onCommand = () => {
    const current = encodeMemory(key.memory)
    if (isSame(current, saved)) return
    writeFileSync(`${file}.new`, current, { mode: 0o600 })
    renameSync(`${file}.new`, file)
    saved = current
  }
}
