import { createHmac } from 'node:crypto'
import { plain } from '../bytes.ts'

export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array =>
  plain(createHmac('sha256', key).update(message).digest())
