import { createInterface } from 'node:readline'
import { ArgumentError, readArguments, USAGE, type Arguments } from './arguments.ts'
import { likeSimulators } from './profile.ts'
import { loadMemory, saveAfterCommands } from './state-file.ts'
import { attachToUhid, type UhidDevice } from './uhid.ts'
import { serveOverUdp } from './udp-server.ts'
import { VirtualKey, type VirtualKeyOptions } from './virtual-key.ts'

/** How test suites know the simulators: no touch to wait for, no window, a reboot in place. */
const SIMULATOR: VirtualKeyOptions = {
  touch: 'now',
  resetWindowMs: Number.POSITIVE_INFINITY,
  keepsChannels: true,
}

async function run(args: Arguments): Promise<void> {
  const memory = args.stateFile === undefined ? undefined : loadMemory(args.stateFile)
  const key = new VirtualKey({
    profile: args.isSimulatorCompatible ? likeSimulators(args.profile) : args.profile,
    touch: args.touch,
    ...(memory && { memory }),
    ...(args.isSimulatorCompatible && SIMULATOR),
  })
  if (args.stateFile !== undefined) saveAfterCommands(key, args.stateFile)
  const address = await attach(key, args)
  if (args.touch === 'ask') touchWithEnter(key)
  console.log(`${args.profile.product} is ready at ${address}`)
}

async function attach(key: VirtualKey, args: Arguments): Promise<string> {
  if (args.place === 'uhid') {
    // Before the device is there: who sees it may end this program at once.
    let device: UhidDevice | null = null
    const remove = (): void => (device ? device.remove() : process.exit())
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, remove)
    device = attachToUhid(key)
    // A thread waits in the kernel for the device to go: without that the process would not end.
    void device.gone.then(() => process.exit())
    return 'hidraw'
  }
  const hearsReboot = args.isSimulatorCompatible
  const { port } = await serveOverUdp(key, { port: args.place, hearsReboot })
  return `udp:127.0.0.1:${port}`
}

function touchWithEnter(key: VirtualKey): void {
  key.onTouchAwaited = (isAwaited) => {
    if (isAwaited) console.log('The key waits for a touch: press Enter.')
  }
  createInterface({ input: process.stdin }).on('line', () => key.touch())
}

try {
  const args = readArguments(process.argv.slice(2))
  if (args === 'help') console.log(USAGE)
  else await run(args)
} catch (error) {
  const isMisuse = error instanceof ArgumentError
  console.error(error instanceof Error ? error.message : String(error))
  if (isMisuse) console.error('Try --help.')
  process.exitCode = isMisuse ? 2 : 1
}
