import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Secrets } from './secrets-port.ts'
import { writeWhole } from './write-whole.ts'

/** An operator's refresh token between starts; null means there is none. */
export interface KeptRefreshToken {
  read(): Promise<string | null>
  write(token: string | null): Promise<void>
}

const keptSchema = z.strictObject({ issuer: z.string(), token: z.string() })

/**
 * Keeps a refresh token sealed in the data directory, for one issuer: a token of another organization
 * or app is as none. What cannot be opened or kept is as none, too: the operator signs in again.
 */
export function keepRefreshToken(
  place: { readonly dataDirectory: string; readonly secrets: Secrets },
  issuer: string,
): KeptRefreshToken {
  const file = join(place.dataDirectory, 'operator.sealed')
  return {
    async read() {
      try {
        const opened = await place.secrets.open(await readFile(file))
        const kept = keptSchema.parse(JSON.parse(Buffer.from(opened).toString()))
        return kept.issuer === issuer ? kept.token : null
      } catch {
        return null
      }
    },
    async write(token) {
      if (token === null) return rm(file, { force: true })
      if (!(await place.secrets.available())) return
      const sealed = await place.secrets.seal(Buffer.from(JSON.stringify({ issuer, token })))
      await writeWhole(file, sealed)
    },
  }
}
