// Runs a bundle with V8's code cache beside it; without one it is made. Arguments: the bundle's path, and the
// bundle's own.
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const { Script } = require('node:vm')

process.argv.splice(1, 1)
const [, filename] = process.argv
const cache = `${filename}.cache`
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined
const source = `(function (require) {${readFileSync(filename, 'latin1')}\n})`
const script = new Script(source, { filename, cachedData })
if (!cachedData) process.once('exit', () => writeFileSync(cache, script.createCachedData()))
script.runInThisContext()(require)
