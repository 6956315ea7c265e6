import { defineConfig } from '@playwright/test'

// One worker: an app with its windows is more than a core's work, and specs share one.
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 1,
  timeout: 60_000,
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['./tools/e2e-reporter.mjs']],
})
