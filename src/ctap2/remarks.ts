/** Something a key does that the standard does not allow, and that was let pass: where, and what. */
export interface KeyRemark {
  /** By the standard's name, for example `authenticatorGetInfo`. */
  readonly command: string
  /** The member, or `response` for the encoding of the whole answer. */
  readonly field: string
  readonly reason: string
}

/** What was let pass of one key, each thing once however often the key does it. */
export class Remarks {
  #noted: readonly KeyRemark[] = []

  get all(): readonly KeyRemark[] {
    return this.#noted
  }

  note({ command, field, reason }: KeyRemark): void {
    const isKnown = this.#noted.some(
      (each) => each.command === command && each.field === field && each.reason === reason,
    )
    if (!isKnown) this.#noted = [...this.#noted, { command, field, reason }]
  }

  /** Forgets what was noted of a command, before it is asked anew. */
  forget(command: string): void {
    this.#noted = this.#noted.filter((each) => each.command !== command)
  }
}
