/**
 * How long a test may take, or wait for one thing, in milliseconds. It is there for what hangs, not for
 * what is slow: a machine with no time to spare takes many times as long. What is fast enough is
 * measured in bench/.
 */
export const patienceMs = 300_000
