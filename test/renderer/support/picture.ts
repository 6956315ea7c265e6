import type { Page } from '@playwright/test'
import type { StationSnapshot } from '../../../src/shared/contract.ts'

/** One picture: a snapshot of the station, and what a person did with it. */
export interface Picture {
  readonly name: string
  readonly snapshot: StationSnapshot
  readonly prepare?: (page: Page) => Promise<void>
}
