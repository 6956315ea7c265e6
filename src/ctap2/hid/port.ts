import type { KeyTransportError } from '../errors.ts'

/** Bytes of a CTAPHID report, without the report id some platforms put before it (§11.2.8). */
export const REPORT_SIZE = 64

/** A way to one key: reports of 64 bytes out and in. Implement it to carry CTAPHID over anything. */
export interface HidPort {
  /** Sends one report of 64 bytes; rejects with KeyTransportError. */
  send(report: Uint8Array): Promise<void>
  /** Called once, right after opening: every report that comes in, and the end (null: closed here). */
  listen(
    onReport: (report: Uint8Array) => void,
    onClosed: (error: KeyTransportError | null) => void,
  ): void
  /** Closes the way to the key; never rejects and may be called twice. */
  close(): Promise<void>
}

/** A key that is plugged in, as the platform lists it. Two identical keys differ by `path`. */
export interface KeyDevice {
  /** Where it is plugged in; another key can have the same path later. */
  readonly path: string
  readonly vendorId: number
  readonly productId: number
  readonly product: string
  readonly serialNumber?: string
}

/** Where keys come from: USB, or a simulator. */
export interface KeySource {
  /** The keys plugged in now; opens none of them. Rejects with KeyTransportError. */
  list(): Promise<readonly KeyDevice[]>
  /** Opens the key at a path of `list`; rejects with KeyTransportError. */
  open(path: string): Promise<HidPort>
}
