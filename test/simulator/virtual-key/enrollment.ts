import { encodeCbor } from './host.ts'
import { sign, type Token } from './platform.ts'

/** A bioEnrollment request (section 6.7). */
export function enrollment(
  subcommand: number,
  token?: Token,
  parameters?: ReadonlyMap<unknown, unknown>,
): Map<number, unknown> {
  const request = new Map<number, unknown>([
    [1, 1],
    [2, subcommand],
  ])
  if (parameters) request.set(3, parameters)
  if (!token) return request
  const body = parameters ? encodeCbor(parameters) : Buffer.alloc(0)
  const message = Buffer.concat([Buffer.of(1, subcommand), body])
  return new Map([...request, [4, token.protocol], [5, sign(token.protocol, token.bytes, message)]])
}
