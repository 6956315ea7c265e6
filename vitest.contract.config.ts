import { defineConfig } from 'vitest/config'
import { patienceMs } from './test/support/patience.ts'

if (process.env['OKTA_OPENAPI'] === undefined) {
  console.log(
    "Contract tests are left out: OKTA_OPENAPI names no file with Okta's API description.",
  )
}

export default defineConfig({
  test: {
    include: ['test/contract/**/*.test.ts'],
    testTimeout: patienceMs,
    hookTimeout: patienceMs,
  },
})
