import { parseArgs } from 'node:util'
import type { ConnectionKind } from './connection.ts'

/** What the command line asked for. */
export interface Arguments {
  readonly port: number
  readonly connectionFile: string | null
  /** Which way of signing in the connection file is for. */
  readonly signIn: ConnectionKind
  readonly origin?: string
  readonly customDomain?: string
}

const DEFAULT_PORT = 4999

/** What `--help` prints. */
export const USAGE = `npm run okta-double -- [options]

  --port NUMBER          port of 127.0.0.1 to listen on, 0 for any (${String(DEFAULT_PORT)})
  --connection FILE      write the connection file there instead of printing it
  --sign-in WAY          what the connection file signs in with: service-app, token, operator
  --origin URL           where people sign in (https://demo.okta.example)
  --custom-domain HOST   a custom domain, reached as localhost or by the header x-double-host

Ctrl+C ends it.
`

const WAYS: readonly ConnectionKind[] = ['service-app', 'token', 'operator']

/** Reads the command line; one sentence when it cannot be understood. */
export function parseArguments(words: readonly string[]): Arguments | string {
  let values: ReturnType<typeof parse>
  try {
    values = parse(words)
  } catch (error) {
    return error instanceof Error ? firstSentence(error.message) : 'bad arguments'
  }
  const port = values.port === undefined ? DEFAULT_PORT : readPort(values.port)
  if (port === null) return `--port must be a number from 0 to 65535, not '${values.port ?? ''}'`
  const origin = values.origin === undefined ? undefined : readOrigin(values.origin)
  if (origin === null) return `--origin must be like https://host, not '${values.origin ?? ''}'`
  const domain = values['custom-domain']
  if (domain !== undefined && readOrigin(`https://${domain}`) === null) {
    return `--custom-domain must be a host name, not '${domain}'`
  }
  const signIn = WAYS.find((way) => way === (values['sign-in'] ?? 'service-app'))
  if (signIn === undefined) return `--sign-in must be one of ${WAYS.join(', ')}`
  return {
    port,
    signIn,
    connectionFile: values.connection ?? null,
    ...(origin === undefined ? {} : { origin }),
    ...(domain === undefined ? {} : { customDomain: domain }),
  }
}

function parse(words: readonly string[]): {
  port?: string
  connection?: string
  origin?: string
  'custom-domain'?: string
  'sign-in'?: string
} {
  const { values } = parseArgs({
    args: [...words],
    strict: true,
    allowPositionals: false,
    options: {
      port: { type: 'string' },
      connection: { type: 'string' },
      origin: { type: 'string' },
      'custom-domain': { type: 'string' },
      'sign-in': { type: 'string' },
    },
  })
  return values
}

function firstSentence(message: string): string {
  return message.split(/\.\s/)[0] ?? message
}

function readPort(text: string): number | null {
  const port = Number(text)
  return /^\d+$/.test(text) && port <= 65_535 ? port : null
}

function readOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { origin, protocol } = new URL(text)
  return protocol === 'https:' && origin === text.toLowerCase() ? origin : null
}
