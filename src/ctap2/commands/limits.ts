/**
 * Time for a command that waits for a person: keys give up after about 30 s, and say so. Some say
 * nothing while they wait, so their silence is borne as long (milliseconds).
 */
export const TOUCH_LIMITS = Object.freeze({ budgetMs: 40_000, silenceMs: 35_000, phase: 'touch' })
