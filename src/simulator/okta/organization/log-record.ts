/** One target of a System Log event. */
export interface LogTarget {
  readonly id: string
  readonly type: string
  readonly alternateId: string
  readonly displayName: string
}

/** One System Log event, as the double keeps it. `published` is epoch milliseconds. */
export interface LogRecord {
  readonly uuid: string
  readonly published: number
  readonly eventType: string
  readonly displayMessage: string
  readonly severity: 'INFO' | 'WARN'
  readonly actor: LogTarget
  readonly target: readonly LogTarget[]
  readonly outcome: { readonly result: 'SUCCESS' | 'FAILURE'; readonly reason: string | null }
  readonly requestId: string
  readonly debugData: Readonly<Record<string, string>>
}
