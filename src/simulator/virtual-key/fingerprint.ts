import type { Authenticator } from './authenticator.ts'
import { UV_RETRIES } from './memory.ts'
import { refuse, Status } from './status.ts'
import type { TouchRequest } from './touch-pad.ts'

/** Asks for an enrolled finger; another costs a retry, and after the last only the PIN helps. */
export async function verifyFinger(key: Authenticator, request: TouchRequest): Promise<void> {
  if (!key.hasEnrolledFingers) refuse(Status.notAllowed)
  if (key.memory.uvRetries === 0) refuse(Status.uvBlocked)
  const finger = await key.touchPad.collect(request)
  if (finger === 'known') {
    key.memory.uvRetries = UV_RETRIES
    return
  }
  key.memory.uvRetries -= 1
  refuse(key.memory.uvRetries === 0 ? Status.uvBlocked : Status.uvInvalid)
}
