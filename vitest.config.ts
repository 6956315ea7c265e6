import { defineConfig } from 'vitest/config'
import { patienceMs } from './test/support/patience.ts'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/contract/**', 'test/vm/**'],
    testTimeout: patienceMs,
    hookTimeout: patienceMs,
    teardownTimeout: patienceMs,
    // Vitest leaves a core to itself; of two cores that would be half.
    maxWorkers: '100%',
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      reporter: ['text-summary', 'text', 'json-summary'],
    },
  },
})
