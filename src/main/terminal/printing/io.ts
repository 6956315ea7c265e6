/** The terminal as the commands see it; tests give their own. */
export interface TerminalIo {
  /** One line to standard output: what a script reads. */
  print(line: string): void
  /** One line to standard error: what a person should know. */
  tell(line: string): void
  /**
   * Asks for something that must not be seen; null when nobody can answer. Rejects when the signal says
   * that the question is over.
   */
  readonly askHidden: ((prompt: string, signal?: AbortSignal) => Promise<Uint8Array>) | null
  /** Asks for a line, in the same way. */
  readonly ask: ((prompt: string, signal?: AbortSignal) => Promise<string>) | null
  /** Calls the listener with every Ctrl+C; without a listener, Ctrl+C ends the program. */
  onInterrupt(listener: () => void): void
}
