import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import {
  parseSync,
  Visitor,
  type ArrowFunctionExpression,
  type Function as FunctionNode,
  type Program,
} from 'oxc-parser'

const root = resolve(import.meta.dirname, '../..')

/** A source file as the architecture test sees it. Paths are relative to the project, with `/`. */
export interface SourceFile {
  readonly path: string
  readonly lines: number
  readonly text: string
  readonly imports: readonly string[]
  readonly localImports: readonly string[]
  readonly functions: readonly {
    readonly name: string
    readonly line: number
    readonly lines: number
  }[]
  readonly faults: readonly string[]
}

/** Every TypeScript source below `folder`. */
export function readSources(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => readSource(join(folder, name).replaceAll('\\', '/')))
    .toSorted((a, b) => a.path.localeCompare(b.path))
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  const { program, module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const imports = [
    ...module.staticImports.map((entry) => entry.moduleRequest.value),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap((one) => (one.moduleRequest ? [one.moduleRequest.value] : [])),
    ),
    ...module.dynamicImports
      .map((entry) => text.slice(entry.moduleRequest.start, entry.moduleRequest.end))
      .flatMap((request) => /^['"](.*)['"]$/.exec(request)?.[1] ?? []),
  ]
  const unique = [...new Set(imports)]
  return {
    path,
    text,
    lines: text.trimEnd().split('\n').length,
    imports: unique,
    localImports: unique
      .filter((name) => name.startsWith('.'))
      .map((name) => localOf({ path }, name)),
    ...walk(program, text),
  }
}

/** The file that a relative import of another names. */
export function localOf({ path }: Pick<SourceFile, 'path'>, request: string): string {
  return relative(root, resolve(root, dirname(path), request)).replaceAll('\\', '/')
}

function walk(program: Program, text: string): Pick<SourceFile, 'functions' | 'faults'> {
  const functions: { name: string; line: number; lines: number }[] = []
  const faults: string[] = []
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length
  const measure = (node: FunctionNode | ArrowFunctionExpression): void => {
    const line = lineOf(node.start)
    functions.push({ name: nameOf(node, text), line, lines: lineOf(node.end) - line + 1 })
  }
  const fault =
    (what: string) =>
    (node: { start: number }): void => {
      faults.push(`${what} at line ${lineOf(node.start)}`)
    }
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
    TSAnyKeyword: fault('any'),
    TSNonNullExpression: fault('non-null !'),
    TSEnumDeclaration: fault('enum'),
    ExportDefaultDeclaration: fault('default export'),
  }).visit(program)
  return { functions, faults }
}

function nameOf(node: FunctionNode | ArrowFunctionExpression, text: string): string {
  if ('id' in node && node.id) return node.id.name
  return (
    text
      .slice(Math.max(0, node.start - 40), node.start)
      .split('\n')
      .at(-1)
      ?.trim() ?? ''
  )
}

/** The value below which `share` of the sorted numbers lie. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** One import cycle among the files, as a list of paths, or null. */
export function findCycle(files: readonly SourceFile[]): readonly string[] | null {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return null
    for (const next of byPath.get(path)?.localImports ?? []) {
      const cycle = visit(next, [...trail, path])
      if (cycle) return cycle
    }
    done.add(path)
    return null
  }
  for (const file of files) {
    const cycle = visit(file.path, [])
    if (cycle) return cycle
  }
  return null
}
