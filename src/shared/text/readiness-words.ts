import type { ConsolePlace, ReadinessName, ReadinessReason } from '../readiness.ts'

/** No way to the provider is told as every failure is. */
type Code = Exclude<ReadinessReason['code'], 'unreachable'>

/** The words of a readiness report in one language, the terminal's and the window's. */
export interface ReadinessWords {
  readonly titles: { readonly [N in ReadinessName]: string }
  /** Paths in Okta's console, as its menus are named since 2026. */
  readonly places: { readonly [P in ConsolePlace]: string }
  /** What was found, as one or two sentences. */
  readonly details: {
    readonly [C in Code]: (reason: Extract<ReadinessReason, { code: C }>) => string
  }
  /** What helps, by what was found; nothing where there is nothing to do. */
  readonly remedies: { readonly [C in Code]?: string }
}
