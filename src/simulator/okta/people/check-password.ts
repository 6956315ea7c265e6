import { OktaError } from '../http/errors.ts'
import type { OktaState } from '../state.ts'

const REQUIREMENTS =
  'Password requirements were not met. Password requirements: at least 8 characters, a lowercase letter, an uppercase letter, a number, no parts of your username.'

/** Refuses a password the default policy would refuse. */
export function checkPassword(state: OktaState, password: string, login: string): void {
  const name = login.split('@')[0] ?? login
  const parts = name.split(/[.\-_]/).filter((part) => part.length >= 4)
  const isStrong =
    password.length >= 8 &&
    password.length <= 72 &&
    /[a-z]/.test(password) &&
    /[A-Z]/.test(password) &&
    /\d/.test(password) &&
    !parts.some((part) => password.toLowerCase().includes(part.toLowerCase()))
  if (isStrong) return
  const code = state.settings.passwordRefusal
  const causes = [`password: ${REQUIREMENTS}`]
  throw new OktaError(code, code === 'E0000001' ? { subject: 'password', causes } : { causes })
}
