import { onTestFinished } from 'vitest'
import {
  startOktaDouble,
  type OktaDouble,
  type OktaDoubleOptions,
} from '../../src/simulator/okta/okta-double.ts'
import { tokenCaller, type Caller } from './okta-caller.ts'

/** A double that ends with the test, and an all-powerful caller that needs no clock. */
export async function openOkta(
  options: OktaDoubleOptions = {},
): Promise<{ okta: OktaDouble; admin: Caller }> {
  const okta = await startOktaDouble(options)
  onTestFinished(() => okta.close())
  return { okta, admin: tokenCaller(okta.connectionFor('token')) }
}
