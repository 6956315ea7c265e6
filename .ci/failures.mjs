// Reads the output of a check that failed and prints what its runner said of each failure once more, so
// that it stands at the end of a long run: the line that names it and what follows, up to the next one.
import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'

const [name] = process.argv.slice(2)
const afterEach = 14
const ofAll = 120

// Vitest, Playwright, the matrices, the guest of test:hid, and whatever else says so in capitals.
const namesFailure = /^\s*FAIL\b|^\s{2}\d+\) .*\.spec\.ts|^FAILED\b|^not ok\b|error TS\d+|^\s*[✘×]/

const lines = stripVTControlCharacters(readFileSync(0, 'utf8')).split('\n')
const told = []
let left = 0
for (const line of lines) {
  if (namesFailure.test(line)) left = afterEach
  if (left-- > 0) told.push(line)
}
console.log(`== failed in ${name}:`)
for (const line of (told.length > 0 ? told : lines.slice(-afterEach)).slice(0, ofAll))
  console.log(line)
