import type { Authenticator } from '../authenticator.ts'
import type { AuthenticatorInfo } from '../authenticator-info.ts'
import type { TransactOptions } from '../hid/budget.ts'

/** Asks the key anew what it is (CTAP 2.3 §6.4); `authenticator.info` is what it last said. */
export async function getInfo(
  authenticator: Authenticator,
  options: TransactOptions = {},
): Promise<AuthenticatorInfo> {
  return await authenticator.refreshInfo(options)
}
