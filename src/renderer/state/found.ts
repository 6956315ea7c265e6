import { create } from 'zustand'
import type { Output, Reply } from '../../shared/contract.ts'
import type { FailureCause } from '../../shared/failure.ts'

/** What is asked of the station about itself, by the request that answers. */
interface Questions {
  readonly verdict: 'audit.verify'
  readonly exported: 'audit.export'
  readonly backup: 'registry.backup'
  readonly savedPaper: 'papers.save-pdf'
  readonly savedAttestation: 'issuances.save-attestation'
  readonly station: 'self-check.run'
  readonly connection: 'readiness.check'
  readonly trust: 'trust.read'
  readonly terminal: 'terminal.read'
  readonly recoveryKey: 'recovery-key.save'
}

type Question = keyof Questions
type AnswerTo<Q extends Question> = Output<Questions[Q]>

/** How far a question has come; what was found before stays until something newer does. */
export interface Found<T> {
  readonly isAsking: boolean
  readonly value: T | null
  readonly cause: FailureCause | null
}

type FoundState = { readonly [Q in Question]: Found<AnswerTo<Q>> }

const nothing = { isAsking: false, value: null, cause: null } as const

/** What the station has told about itself. Lists, file names and verdicts; no secret. */
export const useFound = create<FoundState>()(() => ({
  verdict: nothing,
  exported: nothing,
  backup: nothing,
  savedPaper: nothing,
  savedAttestation: nothing,
  station: nothing,
  connection: nothing,
  trust: nothing,
  terminal: nothing,
  recoveryKey: nothing,
}))

/** Asks, once at a time, and keeps what comes. Says whether there was an answer to keep. */
export async function find<Q extends Question>(
  question: Q,
  ask: () => Promise<Reply<AnswerTo<Q>>>,
): Promise<boolean> {
  const before: Found<AnswerTo<Q>> = useFound.getState()[question]
  if (before.isAsking) return false
  keep(question, { ...before, isAsking: true, cause: null })
  const reply = await ask()
  keep(question, {
    isAsking: false,
    value: reply.ok ? reply.value : before.value,
    cause: reply.ok ? null : reply.cause,
  })
  return reply.ok
}

export function forget(question: Question): void {
  if (!useFound.getState()[question].isAsking) keep(question, nothing)
}

function keep<Q extends Question>(question: Q, found: Found<AnswerTo<Q>>): void {
  useFound.setState({ [question]: found })
}
