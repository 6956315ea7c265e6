import { randomBytes } from 'node:crypto'
import { codecFactory } from './codec.mjs'
import { marshalFactory } from './marshal.mjs'
import { mainWorld, preloadWorld } from './worlds.mjs'

/** Names nobody in the page can guess, made once per run of the host. */
export const names = Object.freeze({
  meeting: `electron-host-${randomBytes(12).toString('hex')}`,
  send: `__electron_host_send_${randomBytes(8).toString('hex')}`,
  receive: `__electron_host_receive_${randomBytes(8).toString('hex')}`,
})

/**
 * The two scripts of a page, as text: the page's own policy forbids `eval`.
 *
 * @param {string} preload the text of the app's preload script, CommonJS
 * @param {string} preloadUrl the name it has in stack traces
 * @param {object} facts see `preloadWorld`
 * @returns {{ main: string, preload: string }}
 */
export function pageScripts(preload, preloadUrl, facts) {
  const run = `function (require, process, exports, module) {${preload}\n}`
  const values = [names, facts].map((value) => JSON.stringify(value)).join(', ')
  return {
    main: `(${mainWorld})(${JSON.stringify(names.meeting)}, ${marshalFactory})`,
    preload: `(${preloadWorld})(${values}, ${marshalFactory}, ${codecFactory}, ${run})\n//# sourceURL=${preloadUrl}`,
  }
}
