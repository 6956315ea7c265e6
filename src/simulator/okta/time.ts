/** Epoch milliseconds. */
export type Clock = () => number

/** Okta's timestamp of most resources: whole seconds, written with `.000Z`. */
export function timestamp(epochMs: number): string {
  return new Date(Math.floor(epochMs / 1000) * 1000).toISOString()
}
