/**
 * Roles, by the key's name, as test/shared/text checks them: `title` is a heading, `label` a
 * button or a name, `word` one state, all without a full stop; `detail` is whole sentences.
 * `{name}` is filled in.
 */
export interface Instruction {
  readonly title: string
  readonly detail: string
}

/** A button, a name, or the head of a column. */
export interface Label {
  readonly label: string
}

/** One or more whole sentences. */
export interface Sentence {
  readonly detail: string
}

/** One state, in a word or two. */
export interface Word {
  readonly word: string
}
