/** What a window can ask its operator, in the system's words, and make of its page; a terminal has none of it. */
export interface Dialogs {
  /** An existing file; null when the operator changed their mind. */
  chooseFile(): Promise<string | null>
  /** A file to be written, over which nothing is lost without asking. */
  chooseNewFile(suggested: string): Promise<string | null>
  /** The window's page as it would be printed: it stays in memory. */
  printToPdf(): Promise<Uint8Array>
}
