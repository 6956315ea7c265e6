import { parseArgs } from 'node:util'
import { bundleStation, bundleTerminal } from './bundle.ts'
import { inTurn, runCells, tableOf, type Cell, type CellResult } from './cell.ts'
import { crash, kindOf, nameOf, stagesOf } from './crash.ts'
import { commandsOf, pull } from './pull.ts'
import { pulledScenes, scenes, type Scene } from './scenes.ts'
import { whyNoStrace } from './strace.ts'
import { syncScenes } from './sync-scenes.ts'
import { prepareSyncs, sampleOf, type PreparedCells } from './syncs.ts'

/**
 * `npm run test:matrix [-- --only crash|pull|syncs] [--scene TEXT] [--cell TEXT] [--all-syncs]`: every
 * procedure is interrupted everywhere, and what is said afterwards must be true.
 *
 * In the crash matrix the station is killed (SIGKILL) before and after every commit, CTAP command and
 * call of Okta. Points between which nothing outside the station changes leave the same world behind:
 * they are one cell, and the station dies at the first of them.
 *
 * In the pull matrix the key vanishes before and after every CTAP command, and stays away, comes back,
 * or another one does.
 *
 * In the matrix of syncs the terminal is killed where it syncs a file or changes a name, or the power goes
 * there: the disk is left as it is certain to be, and as it may be. A sample of it runs; `--all-syncs` runs all.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    scene: { type: 'string', default: '' },
    cell: { type: 'string', default: '' },
    'all-syncs': { type: 'boolean', default: false },
  },
})

/** A station that was killed comes back without its key in every so many cells. */
const everyLater = 4

const isPart = (part: string): boolean => ['', part].includes(values.only)
const isChosen = ({ name }: Pick<Scene, 'name'>): boolean => name.includes(values.scene)
const isAsked = ({ kind, name }: Cell): boolean => `${kind} ${name}`.includes(values.cell)

let passed = 0
let failed = 0
if (isPart('crash')) await runMatrix('The crash matrix', await crashCells(), 2)
if (isPart('pull')) await runMatrix('The pull matrix', await pullCells(), 1)
if (isPart('syncs')) await runSyncs()
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function crashCells(): Promise<readonly Cell[]> {
  const bundle = await bundleStation()
  const cells: Cell[] = []
  for (const scene of scenes.filter(isChosen)) {
    for (const [at, stage] of (await stagesOf(bundle, scene)).entries()) {
      const kind = kindOf(stage)
      const cell = { group: scene.name, name: nameOf(stage), points: stage.points.length }
      cells.push({ ...cell, kind, run: () => crash(bundle, scene, stage, 'key-here') })
      if (scene.again) {
        const run = () => crash(bundle, scene, stage, 'issued-again')
        cells.push({ ...cell, kind: `${kind}, again`, run })
      }
      if (at % everyLater !== 0 || scene.slot === null) continue
      const run = () => crash(bundle, scene, stage, 'key-later')
      cells.push({ ...cell, kind: `${kind}, key later`, run })
    }
  }
  return cells
}

async function pullCells(): Promise<readonly Cell[]> {
  const cells: Cell[] = []
  for (const scene of pulledScenes.filter(isChosen)) {
    for (const [at, command] of (await commandsOf(scene)).entries()) {
      for (const when of ['before', 'done'] as const) {
        for (const aftermath of ['stays-away', 'comes-back', 'another-comes'] as const) {
          const end = (at + cells.length) % 2 === 0 ? 'restart' : 'finish'
          const name = `${when} ${at + 1} ${command}, ${end}`
          const run = () => pull(scene, { nth: at + 1, when, aftermath }, end)
          cells.push({ group: scene.name, kind: aftermath, name, points: 1, run })
        }
      }
    }
  }
  return cells
}

async function runSyncs(): Promise<void> {
  const obstacle = whyNoStrace()
  if (obstacle !== null) return console.log(`\nThe matrix of syncs is left out: ${obstacle}`)
  const bundle = await bundleTerminal()
  const prepared: PreparedCells[] = []
  await inTurn(syncScenes.filter(isChosen), 2, async (scene) => {
    prepared.push(await prepareSyncs(bundle, scene))
  })
  const all = prepared.flatMap(({ cells }) => cells)
  const isWhole = values['all-syncs']
  const cells = isWhole ? all : prepared.flatMap((scene) => sampleOf(scene.cells))
  const title = `The matrix of syncs${isWhole ? '' : `, a sample of its ${all.length} cells`}`
  await runMatrix(title, cells, 2)
  for (const { end } of prepared) await end()
}

async function runMatrix(title: string, all: readonly Cell[], width: number): Promise<void> {
  const startedAt = performance.now()
  const results: CellResult[] = []
  const cells = all.filter(isAsked)
  await runCells(cells, width, (result) => {
    results.push(result)
    for (const lie of result.verdict) console.log(`FAILED ${lineOf(result.cell)} | ${lie}`)
  })
  const bad = results.filter(({ verdict }) => verdict.length > 0).length
  passed += results.length - bad
  failed += bad
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  console.log(`\n${title}: ${cells.length} cells in ${seconds} s`)
  for (const line of tableOf(results)) console.log(line)
}

function lineOf({ group, kind, name }: Cell): string {
  return [group, kind, name].join(' | ')
}
