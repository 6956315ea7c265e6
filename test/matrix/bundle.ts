import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = resolve(import.meta.dirname, '../..')

/** The station process as one file; see bundle. */
export const bundleStation = () => bundle('test/matrix/station-process.ts')

/** The terminal as one file; see bundle. */
export const bundleTerminal = () => bundle('src/main/cli.ts')

/**
 * A program as one file that starts in a fraction of the time. Returns where it is: below node_modules, so
 * that what is not bundled is found from there.
 */
async function bundle(program: string): Promise<string> {
  const folder = join(root, 'node_modules/.cache/keydesk-matrix')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `${basename(program, '.ts')}.cjs`)
  await build({
    entryPoints: [join(root, program)],
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
    plugins: [lateModels, noTopLevelAwait],
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

/** A script has no `await` outside of a function, and only scripts have a cache. */
const noTopLevelAwait: Plugin = {
  name: 'no-top-level-await',
  setup({ onLoad }) {
    onLoad({ filter: /src\/main\/cli\.ts$/ }, ({ path }) => {
      const lines = readFileSync(path, 'utf8').split('\n')
      const isImport = (line: string) => line.startsWith('import ')
      const body = lines.filter((line) => !isImport(line))
      const wrapped = [...lines.filter(isImport), 'void (async () => {', ...body, '})()']
      return { contents: wrapped.join('\n'), loader: 'ts' }
    })
  },
}
