/** The last line of a run of the end-to-end specs: `N passed, N failed`. A Playwright reporter. */
export default class CountReporter {
  #root

  onBegin(_config, suite) {
    this.#root = suite
  }

  onExit() {
    const outcomes = this.#root.allTests().map((test) => test.outcome())
    // A test that passed only when tried again has not failed; one that never ran has not passed.
    const passed = outcomes.filter(
      (outcome) => outcome === 'expected' || outcome === 'flaky',
    ).length
    const failed = outcomes.filter((outcome) => outcome === 'unexpected').length
    console.log(`${passed} passed, ${failed} failed`)
  }

  printsToStdio() {
    return true
  }
}
