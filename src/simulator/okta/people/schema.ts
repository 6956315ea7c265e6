import type { AttributeDefinition, OktaSettings } from '../settings.ts'

/** The attributes of every Okta user, as far as profiles here use them. */
const BASE_STRINGS = [
  'city',
  'costCenter',
  'countryCode',
  'department',
  'displayName',
  'division',
  'employeeNumber',
  'honorificPrefix',
  'honorificSuffix',
  'locale',
  'manager',
  'managerId',
  'middleName',
  'mobilePhone',
  'nickName',
  'organization',
  'postalAddress',
  'preferredLanguage',
  'primaryPhone',
  'profileUrl',
  'secondEmail',
  'state',
  'streetAddress',
  'timezone',
  'title',
  'userType',
  'zipCode',
]

const REQUIRED: Readonly<Record<string, AttributeDefinition>> = {
  login: { title: 'Username', type: 'string', required: true, minLength: 5, maxLength: 100 },
  firstName: { title: 'First name', type: 'string', required: true, minLength: 1, maxLength: 50 },
  lastName: { title: 'Last name', type: 'string', required: true, minLength: 1, maxLength: 50 },
  email: {
    title: 'Primary email',
    type: 'string',
    required: true,
    format: 'email',
    minLength: 5,
    maxLength: 100,
  },
}

/** Every base attribute with its definition. */
export const BASE_ATTRIBUTES: Readonly<Record<string, AttributeDefinition>> = Object.freeze({
  ...REQUIRED,
  ...Object.fromEntries(
    BASE_STRINGS.map((name): [string, AttributeDefinition] => [
      name,
      { title: name, type: 'string' },
    ]),
  ),
})

export const REQUIRED_ATTRIBUTES = Object.keys(REQUIRED)

/** The definition of a profile attribute; undefined for one the schema does not have. */
export function definitionOf(
  settings: OktaSettings,
  name: string,
): AttributeDefinition | undefined {
  for (const attributes of [BASE_ATTRIBUTES, settings.customAttributes]) {
    if (Object.hasOwn(attributes, name)) return attributes[name]
  }
  return undefined
}
