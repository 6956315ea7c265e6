import { parseArgs } from 'node:util'
import { fromHex } from './bytes.ts'
import {
  fido20Profile,
  fingerprintProfile,
  fullProfile,
  tinyProfile,
  yubiKeyProfile,
  type KeyProfile,
} from './profile.ts'

export const USAGE = `A CTAP 2.1 security key made of software, on a UDP port or as a HID device of this machine.

  npm run virtual-key -- --udp PORT [options]
  npm run virtual-key -- --uhid [options]

  --udp PORT            listen on 127.0.0.1:PORT for 64-byte CTAPHID reports; 0 picks a free port
  --uhid                become a FIDO HID device through /dev/uhid (Linux, as root)
  --touch now|ask|never how the key is touched; ask waits for Enter (default: now)
  --profile NAME        full, fido20, fingerprint, yubikey or tiny (default: full)
  --aaguid UUID         pretend to be this model
  --serial NUMBER|none  pretend to have this serial number, or none
  --state FILE          remember PIN and credentials there between runs (unprotected: for tests only)
  --simulator-compat    for test suites of simulators: reboot datagram, no reset window
  --help                this text
`

export interface Arguments {
  /** The UDP port to listen on, or the kernel's HID devices to be one of. */
  readonly place: number | 'uhid'
  readonly touch: 'now' | 'ask' | 'never'
  readonly profile: KeyProfile
  readonly stateFile: string | undefined
  readonly isSimulatorCompatible: boolean
}

/** Arguments that make no sense; the message says which. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError'
}

const profiles = Object.freeze({
  full: fullProfile,
  fido20: fido20Profile,
  fingerprint: fingerprintProfile,
  yubikey: yubiKeyProfile,
  tiny: tinyProfile,
})

/** The command line as the key wants it; `help` when that was asked for. */
export function readArguments(args: readonly string[]): Arguments | 'help' {
  const values = parse(args)
  if (values.help) return 'help'
  return {
    place: readPlace(values),
    touch: readChoice('--touch', values.touch ?? 'now', ['now', 'ask', 'never']),
    profile: readProfile(values),
    stateFile: values.state,
    isSimulatorCompatible: values['simulator-compat'] ?? false,
  }
}

const parse = (args: readonly string[]): ReturnType<typeof parseValues> => {
  try {
    return parseValues(args)
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error))
  }
}

const parseValues = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      udp: { type: 'string' },
      uhid: { type: 'boolean' },
      touch: { type: 'string' },
      profile: { type: 'string' },
      aaguid: { type: 'string' },
      serial: { type: 'string' },
      state: { type: 'string' },
      'simulator-compat': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  }).values

function readPlace({ udp, uhid }: ReturnType<typeof parseValues>): Arguments['place'] {
  if (!uhid) return readNumber('--udp', udp, 0xffff)
  if (udp !== undefined) throw new ArgumentError('--udp and --uhid are two keys: give one of them')
  return 'uhid'
}

function readProfile(values: ReturnType<typeof parseValues>): KeyProfile {
  const names = ['full', 'fido20', 'fingerprint', 'yubikey', 'tiny'] as const
  const profile = profiles[readChoice('--profile', values.profile ?? 'full', names)]
  return {
    ...profile,
    ...(values.aaguid !== undefined && { aaguid: readAaguid(values.aaguid) }),
    ...(values.serial !== undefined && {
      serialNumber: readSerial(values.serial),
    }),
  }
}

function readAaguid(text: string): Uint8Array {
  const digits = text.replaceAll('-', '')
  if (!/^[0-9a-f]{32}$/i.test(digits)) throw new ArgumentError(`--aaguid is not a UUID: ${text}`)
  return fromHex(digits)
}

function readSerial(text: string): number | null {
  return text === 'none' ? null : readNumber('--serial', text, 0xffff_ffff)
}

function readNumber(name: string, text: string | undefined, most: number): number {
  if (text === undefined) throw new ArgumentError(`${name} is missing`)
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > most)
    throw new ArgumentError(`${name} is not a number from 0 to ${most}: ${text}`)
  return value
}

function readChoice<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const chosen = choices.find((choice) => choice === text)
  if (chosen === undefined)
    throw new ArgumentError(`${name} is not one of ${choices.join(', ')}: ${text}`)
  return chosen
}
