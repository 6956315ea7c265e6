import { createInterface } from 'node:readline'
import { ArgumentError, readArguments, USAGE, type Arguments } from './arguments.ts'
import { serveOverUdp } from './udp-server.ts'
import { VirtualKey } from './virtual-key.ts'

async function run(args: Arguments): Promise<void> {
  const key = new VirtualKey({
    profile: args.profile,
    touch: args.isSimulatorCompatible ? 'now' : args.touch,
    keepsChannels: args.isSimulatorCompatible,
    ...(args.isSimulatorCompatible && { resetWindowMs: Number.POSITIVE_INFINITY }),
  })
  const { port } = await serveOverUdp(key, {
    port: args.port,
    hearsReboot: args.isSimulatorCompatible,
  })
  if (args.touch === 'ask') touchWithEnter(key)
  console.log(`${args.profile.product} is ready at udp:127.0.0.1:${port}`)
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
