import type { AdminRole } from '../settings.ts'

/** Who makes a call. `scopes` null: an API token, which has none and is not limited by any. */
export interface Principal {
  readonly id: string
  readonly type: 'PublicClientApp' | 'User'
  readonly alternateId: string
  readonly displayName: string
  readonly scopes: ReadonlySet<string> | null
  readonly role: AdminRole
}
