import { spawnSync } from 'node:child_process'

// What loading takes: every package that main loads, each in a process of its own, and the parts of the
// program that a start consists of. Run: npm run bench:loading

const rounds = 5

const packages = [
  '@okta/okta-sdk-nodejs',
  'kysely',
  'zod',
  'jose',
  'cbor-x',
  '@noble/curves/nist.js',
  '@photostructure/sqlite',
  'node-hid',
]
/** Of the double of Okta: only the demo loads it. */
const ofTheDemo = ['@simplewebauthn/server']

interface Load {
  readonly cpuMs: number
  readonly rssMb: number
}

function load(name: string): Load {
  const script = `
    const cpu = process.cpuUsage()
    const rss = process.memoryUsage.rss()
    await import(${JSON.stringify(name)})
    const { user, system } = process.cpuUsage(cpu)
    const rssMb = (process.memoryUsage.rss() - rss) / 1024 / 1024
    console.log(JSON.stringify({ cpuMs: (user + system) / 1000, rssMb }))
  `
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script])
  return JSON.parse(stdout.toString()) as Load
}

const middle = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

for (const name of [...packages, ...ofTheDemo]) {
  const loads = Array.from({ length: rounds }, () => load(name))
  const cpuMs = middle(loads.map((one) => one.cpuMs)).toFixed(0)
  const rssMb = middle(loads.map((one) => one.rssMb)).toFixed(0)
  console.log(`| ${name} | ${cpuMs} ms | ${rssMb} MB |`)
}
