// Runs a bundle with V8's code cache beside it; without one it is made. Argument: the bundle's path.
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const { Script } = require('node:vm')

const filename = process.argv[2]
const cache = `${filename}.cache`
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined
const source = `(function (require) {${readFileSync(filename, 'latin1')}\n})`
const script = new Script(source, { filename, cachedData })
if (!cachedData) process.once('exit', () => writeFileSync(cache, script.createCachedData()))
script.runInThisContext()(require)
