import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = resolve(import.meta.dirname, '../..')

/**
 * The station process as one file that starts in a fraction of the time. Returns where it is: below
 * node_modules, so that what is not bundled is found from there.
 */
export async function bundleStation(): Promise<string> {
  const folder = join(root, 'node_modules/.cache/keydesk-matrix')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, 'station-process.cjs')
  await build({
    entryPoints: [join(root, 'test/matrix/station-process.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    charset: 'ascii',
    supported: { 'dynamic-import': false },
    target: 'node20',
    logLevel: 'error',
    external: ['node-hid', 'node:sqlite', '@photostructure/sqlite'],
    plugins: [lateModels],
  })
  rmSync(`${outfile}.cache`, { force: true })
  return outfile
}

/** The SDK's 1,800 models are each run when they are first used: a station needs a handful of them. */
const lateModels: Plugin = {
  name: 'late-models',
  setup({ onLoad }) {
    const contents = 'module.exports = {}'
    onLoad({ filter: /okta-sdk-nodejs\/src\/generated\/models\/all\.js$/ }, () => ({ contents }))
    onLoad(
      { filter: /okta-sdk-nodejs\/src\/generated\/models\/ObjectSerializer\.js$/ },
      (file) => ({
        contents: readFileSync(file.path, 'utf8')
          .replaceAll(/^__exportStar\(require\(.*$/gm, '')
          .replaceAll(/^const (\w+_1) = (require\(".*"\));$/gm, 'const $1 = () => $2;')
          .replaceAll(/^ {4}(['"].*['"]): (\w+_1)\.(\w+),$/gm, '    get $1() { return $2().$3 },'),
      }),
    )
  },
}
