import type { Page } from '@playwright/test'
import type { StationSnapshot } from '../../../src/shared/contract.ts'
import type { FakeTables } from './fake-station.ts'

/** One picture: a snapshot of the station, and what a person did with it. */
export interface Picture {
  readonly name: string
  readonly snapshot: StationSnapshot
  readonly prepare?: (page: Page) => Promise<void>
  /** It is prepared without a word of any language, so it is drawn in German too. */
  readonly isByKeys?: true
  readonly tables?: FakeTables
}
