import { defineConfig } from '@playwright/test'
import { patienceMs } from './test/support/patience.ts'

/** These need the window's page alone, on a scripted station; the rest start the app. */
const pagesAlone = /(gallery|key-types|many-rows|window)\.spec\.ts$/u

// One worker for each: an app with its windows is about a core's work, and specs share one.
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  workers: 2,
  projects: [
    { name: 'app', testIgnore: pagesAlone, workers: 1 },
    { name: 'window', testMatch: pagesAlone, workers: 1 },
  ],
  timeout: patienceMs,
  expect: { timeout: patienceMs / 5 },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list'], ['./tools/e2e-reporter.mjs']],
})
