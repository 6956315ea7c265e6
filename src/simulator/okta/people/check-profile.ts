import { invalidField } from '../http/errors.ts'
import type { AttributeDefinition } from '../settings.ts'
import type { OktaState } from '../state.ts'
import { findUser } from './find-user.ts'
import type { OktaUser, Profile, ProfileValue } from './records.ts'
import { definitionOf } from './schema.ts'

/** A profile as a request gives it. */
export type ProfileInput = Readonly<Record<string, ProfileValue>>

/** A whole profile: required attributes there, every value of its kind, the login nobody else's. */
export function checkProfile(
  state: OktaState,
  input: ProfileInput,
  self: OktaUser | null,
): Profile {
  for (const [name, value] of Object.entries(input)) checkValue(state, name, value)
  const profile = {
    ...input,
    login: requiredText(input, 'login'),
    email: requiredText(input, 'email'),
    firstName: requiredText(input, 'firstName'),
    lastName: requiredText(input, 'lastName'),
  }
  if (!/^[^\s@]+@[^\s@]+$/.test(profile.login)) {
    throw invalidField('login', 'Username must be in the form of an email address')
  }
  const holder = findUser(state, profile.login)
  if (holder !== undefined && holder.id !== self?.id) {
    throw invalidField(
      'login',
      'An object with this field already exists in the current organization',
    )
  }
  return profile
}

function requiredText(input: ProfileInput, name: string): string {
  const value = input[name]
  if (typeof value === 'string') return value
  throw invalidField(name, 'The field cannot be left blank')
}

function checkValue(state: OktaState, name: string, value: ProfileValue): void {
  const definition = definitionOf(state.settings, name)
  if (definition === undefined) {
    throw invalidField(name, `Property name(s) [${name}] not found in the user profile schema`)
  }
  if (value === null) return
  if (!isOfType(definition.type, value)) throw invalidField(name, `must be a ${definition.type}`)
  if (typeof value === 'string') checkText(name, value, definition)
}

function isOfType(type: AttributeDefinition['type'], value: ProfileValue): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}

function checkText(name: string, value: string, definition: AttributeDefinition): void {
  const { minLength, maxLength, format } = definition
  if (typeof minLength === 'number' && value.length < minLength) {
    throw invalidField(name, `The field must have at least ${String(minLength)} characters`)
  }
  if (typeof maxLength === 'number' && value.length > maxLength) {
    throw invalidField(name, `The field cannot exceed ${String(maxLength)} characters`)
  }
  if (format === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
    throw invalidField(name, 'Does not match required pattern')
  }
  // Okta stores three bytes a character at most: no emoji.
  if (/[\u{10000}-\u{10FFFF}]/u.test(value)) throw invalidField(name, 'Invalid character')
}
