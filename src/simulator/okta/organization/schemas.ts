import { z } from 'zod'
import { readJson } from '../http/body.ts'
import { invalidField, notFound } from '../http/errors.ts'
import { ok, param, type Call, type Reply } from '../http/exchange.ts'
import { BASE_ATTRIBUTES, REQUIRED_ATTRIBUTES } from '../people/schema.ts'
import { DEFAULT_USER_TYPE } from '../people/user-view.ts'
import type { AttributeDefinition, OktaSettings } from '../settings.ts'
import { timestamp } from '../time.ts'

const CREATED = timestamp(Date.UTC(2024, 0, 15))

/** Okta's id of the schema of the default user type. */
const SCHEMA_ID = 'oscdemo1userschema00'

/** `GET /api/v1/meta/schemas/user/{schemaId}`. */
export function getUserSchema(call: Call): Reply {
  requireSchema(call)
  return ok(schemaView(call))
}

const definitionSchema = z
  .object({
    title: z.string(),
    type: z.enum(['string', 'boolean', 'integer', 'number', 'array']),
  })
  .catchall(z.unknown())

const requestSchema = z.object({
  definitions: z.object({
    custom: z.object({ properties: z.record(z.string(), definitionSchema.nullable()) }),
  }),
})

/** `POST /api/v1/meta/schemas/user/{schemaId}`: adds custom attributes; null removes one. */
export function updateUserSchema(call: Call): Reply {
  requireSchema(call)
  const { custom } = readJson(call.request, requestSchema).definitions
  const { settings } = call.state
  for (const [name, definition] of Object.entries(custom.properties)) {
    changeAttribute(settings, name, definition)
  }
  return ok(schemaView(call))
}

/** `GET /api/v1/meta/types/user`: there is the default type only. */
export function listUserTypes(call: Call): Reply {
  const { base } = call.request
  const schema = { href: `${base}/api/v1/meta/schemas/user/${SCHEMA_ID}` }
  return ok([
    {
      id: DEFAULT_USER_TYPE,
      displayName: 'User',
      name: 'user',
      description: 'Okta user profile template with default permission settings',
      default: true,
      created: CREATED,
      lastUpdated: CREATED,
      _links: { schema, self: { href: `${base}/api/v1/meta/types/user/${DEFAULT_USER_TYPE}` } },
    },
  ])
}

function requireSchema(call: Call): void {
  const id = param(call, 'schemaId')
  if (id !== 'default' && id !== SCHEMA_ID) throw notFound(id, 'UserSchema')
}

function changeAttribute(
  settings: OktaSettings,
  name: string,
  definition: AttributeDefinition | null,
): void {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw invalidField(name, 'is not a variable name')
  if (Object.hasOwn(BASE_ATTRIBUTES, name)) throw invalidField(name, 'is a base attribute')
  if (definition === null) delete settings.customAttributes[name]
  else settings.customAttributes[name] = definition
}

function schemaView(call: Call): Record<string, unknown> {
  const self = `${call.request.base}/api/v1/meta/schemas/user/${SCHEMA_ID}`
  return {
    id: self,
    $schema: 'http://json-schema.org/draft-04/schema#',
    name: 'user',
    title: 'User',
    type: 'object',
    created: CREATED,
    lastUpdated: CREATED,
    definitions: {
      base: {
        id: '#base',
        type: 'object',
        properties: BASE_ATTRIBUTES,
        required: REQUIRED_ATTRIBUTES,
      },
      custom: {
        id: '#custom',
        type: 'object',
        properties: call.state.settings.customAttributes,
        required: [],
      },
    },
    properties: {
      profile: { allOf: [{ $ref: '#/definitions/custom' }, { $ref: '#/definitions/base' }] },
    },
    _links: { self: { href: self, rel: 'self', method: 'GET' } },
  }
}
