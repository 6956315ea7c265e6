import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Secrets } from '../../../secrets/secrets.ts'
import { writeWhole } from '../../../system/write-whole.ts'
import type { RefreshTokenStore, RenewableSignIn } from '../edges.ts'

const keptSchema = z.strictObject({
  issuer: z.string(),
  refreshToken: z.string(),
  proofKey: z.string(),
})

/**
 * Keeps an operator's sign-in sealed in that file of the data directory, for one issuer: that of another
 * organization or app is as none. What cannot be opened is as none, too, and what cannot be sealed or
 * written serves until the process ends: then the operator signs in again.
 */
export function keepSignIn(
  place: { readonly dataDirectory: string; readonly secrets: Secrets },
  issuer: string,
  name: string,
): RefreshTokenStore {
  const file = join(place.dataDirectory, name)
  let current: RenewableSignIn | null | undefined

  async function readKept(): Promise<RenewableSignIn | null> {
    try {
      const opened = await place.secrets.open(await readFile(file))
      const kept = keptSchema.parse(JSON.parse(Buffer.from(opened).toString()))
      const { refreshToken, proofKey } = kept
      return kept.issuer === issuer ? { refreshToken, proofKey } : null
    } catch {
      return null
    }
  }

  async function keep(signIn: RenewableSignIn | null): Promise<void> {
    // What was kept is worth nothing any more, whether or not the new one can be sealed.
    if (signIn === null || !(await place.secrets.available())) return rm(file, { force: true })
    const text = JSON.stringify({ issuer, ...signIn })
    await writeWhole(file, await place.secrets.seal(Buffer.from(text)))
  }

  return {
    read: async () => (current === undefined ? (current = await readKept()) : current),
    async write(signIn) {
      current = signIn
      await keep(signIn).catch(() => undefined)
    },
  }
}
