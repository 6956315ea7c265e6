import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/contract/**', 'test/vm/**'],
    testTimeout: 20_000,
    // Vitest leaves a core to itself; of two cores that would be half.
    maxWorkers: '100%',
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      reporter: ['text-summary', 'text', 'json-summary'],
    },
  },
})
