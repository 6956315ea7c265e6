// Reads a check's output and prints "PASSED FAILED": the sum of its runners' closing lines, or one
// for a check that has none. A check that exits with an error has failed at least once.
import { readFileSync } from 'node:fs'

const text = readFileSync(0, 'utf8')
const hasFailed = process.argv[2] !== '0'

let passed = 0
let failed = 0
for (const line of text.split('\n')) {
  const vitest = /^\s*Tests\s+(?:(\d+) failed)?[\s|]*(?:(\d+) passed)?/.exec(line)
  const plain = /^(?:\w+: )?(\d+) passed, (\d+) failed\b/.exec(line)
  if (vitest) {
    failed += Number(vitest[1] ?? 0)
    passed += Number(vitest[2] ?? 0)
  } else if (plain) {
    passed += Number(plain[1])
    failed += Number(plain[2])
  }
}
if (passed + failed === 0) passed = hasFailed ? 0 : 1
if (hasFailed && failed === 0) failed = 1
console.log(`${passed} ${failed}`)
