/** Keeps this process busy for so many milliseconds: nothing that arrives meanwhile is read. */
export function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
