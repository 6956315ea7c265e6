import { createHash } from 'node:crypto'
import { plain } from '../bytes.ts'

export const sha256 = (content: Uint8Array | string): Uint8Array =>
  plain(createHash('sha256').update(content).digest())
