import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import addFormats from 'ajv-formats'
import { OpenAPIBackend } from 'openapi-backend'
import { z } from 'zod'
import type { RequestRecord } from '../../src/simulator/okta/http/request-log.ts'

/** The file with Okta's API description, or undefined where the contract tests are left out. */
export const DESCRIPTION = process.env['OKTA_OPENAPI']

/** One way in which an exchange departs from the description. */
export interface Violation {
  /** E.g. `POST /api/v1/users/00u1/factors`. */
  readonly exchange: string
  readonly side: 'request' | 'response'
  readonly problem: string
}

/** One operation as the description has it. `scopes` empty: no OAuth scope is named. */
export interface DescribedOperation {
  readonly operationId: string
  readonly method: string
  readonly path: string
  readonly scopes: readonly string[]
  readonly statuses: readonly number[]
}

/** Where the description contradicts its own examples or Okta's guides, the examples win. */
const CONTRADICTIONS: readonly {
  readonly operations: readonly string[]
  readonly problem: RegExp
}[] = [
  {
    // Example UserFactorChallengeWebauthnResponse: both values are text.
    operations: ['verifyFactor'],
    problem: /^\/profile\/(?:credentialId|authenticatorName) must be object$/,
  },
  {
    // A list in the answers of the sign-in widget's own mocks.
    operations: ['verifyFactor'],
    problem: /^\/_embedded\/enrolledFactors must be object$/,
  },
  {
    // Example CustomAAGUIDResponse allows PATCH, which the enumeration of verbs lacks.
    operations: ['listAllCustomAAGUIDs', 'getCustomAAGUID'],
    problem: /\/_links\/self\/hints\/allow\/\d+ must be equal to one of the allowed values$/,
  },
]

/** Okta's description, to hold recorded exchanges against. */
export interface Contract {
  readonly operations: readonly DescribedOperation[]
  /** What is wrong with an exchange; empty when nothing is. It must have been recorded with bodies. */
  readonly check: (record: RequestRecord) => readonly Violation[]
}

const operationSchema = z.object({
  operationId: z.string(),
  responses: z.record(z.string(), z.unknown()),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
})
const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
const operation = operationSchema.optional()
const descriptionSchema = z.object({
  paths: z.record(
    z.string(),
    z.object({
      get: operation,
      post: operation,
      put: operation,
      patch: operation,
      delete: operation,
    }),
  ),
})

/** Opens the description at a path; throws when it cannot be read as one. */
export async function openContract(path: string): Promise<Contract> {
  const file = resolve(path)
  const operations = readOperations(file)
  const backend = new OpenAPIBackend({
    definition: file,
    // Without it the library refuses Okta's own document.
    quick: true,
    ajvOpts: { strict: false, allErrors: true, logger: false },
    customizeAjv: (ajv) => {
      addFormats(ajv)
      return ajv
    },
  })
  await backend.init()
  return {
    operations,
    check: (record) => checkExchange(backend, operations, record),
  }
}

function readOperations(file: string): readonly DescribedOperation[] {
  const { paths } = descriptionSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method]
      return operation === undefined ? [] : [describe(method, path, operation)]
    }),
  )
}

function describe(
  method: string,
  path: string,
  { operationId, responses, security }: z.infer<typeof operationSchema>,
): DescribedOperation {
  const scopes = (security ?? []).flatMap((each) => each['oauth2'] ?? [])
  const statuses = Object.keys(responses).map(Number)
  return { operationId, method: method.toUpperCase(), path, scopes, statuses }
}

function checkExchange(
  backend: OpenAPIBackend,
  operations: readonly DescribedOperation[],
  record: RequestRecord,
): readonly Violation[] {
  const { method, path, exchange } = record
  const name = `${method} ${path}`
  if (exchange === undefined) throw new Error(`${name} was recorded without its bodies`)
  const request = {
    method,
    path,
    headers: { ...exchange.headers },
    query: exchange.query,
    ...(exchange.requestBody === undefined ? {} : { body: exchange.requestBody }),
  }
  const operationId = backend.matchOperation(request)?.operationId
  const operation = operations.find((each) => each.operationId === operationId)
  if (operation === undefined) {
    return [{ exchange: name, side: 'request', problem: 'is no operation of the description' }]
  }
  const asked = backend.validateRequest(request, operation.operationId)
  return [
    ...violations(name, 'request', asked),
    ...violations(name, 'response', answered(backend, operation, record)).filter(
      ({ problem }) => !isContradiction(operation.operationId, problem),
    ),
  ]
}

function isContradiction(operationId: string, problem: string): boolean {
  return CONTRADICTIONS.some(
    (each) => each.operations.includes(operationId) && each.problem.test(problem),
  )
}

interface Outcome {
  readonly valid: boolean
  readonly errors?: readonly { instancePath?: string; message?: string | undefined }[] | null
}

// An empty body has nothing to check: Okta's refusals of a token have none, and neither has 204.
function answered(
  backend: OpenAPIBackend,
  { operationId, statuses }: DescribedOperation,
  { status, exchange }: RequestRecord,
): Outcome {
  const body = exchange?.responseBody
  if (body === undefined) return { valid: true }
  if (statuses.includes(status)) return backend.validateResponse(body, operationId, status)
  // What an operation does not list is still an error of Okta's form.
  if (status >= 400) return backend.validateResponse(body, 'getUser', 404)
  return { valid: false, errors: [{ message: `status ${String(status)} is not described` }] }
}

function violations(
  exchange: string,
  side: Violation['side'],
  { valid, errors }: Outcome,
): readonly Violation[] {
  if (valid) return []
  const problems = (errors ?? []).map(({ instancePath = '', message = '' }) =>
    `${instancePath} ${message}`.trim(),
  )
  return [...new Set(problems)].map((problem) => ({ exchange, side, problem }))
}
