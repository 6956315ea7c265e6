import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '../..')

/** The station process as one file, the SDK of Okta in it: it starts three times as fast. */
export async function bundleStation(): Promise<string> {
  // Below node_modules, so that what is not bundled is found from there.
  const folder = join(root, 'node_modules/.cache/keydesk-matrix')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, 'station-process.mjs')
  await build({
    entryPoints: [join(root, 'test/matrix/station-process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    external: ['node-hid', 'electron', 'node:sqlite', '@photostructure/sqlite'],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  })
  return outfile
}
