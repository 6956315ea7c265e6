'use strict'

// `require('electron')` on this host. main.mjs has put the object there before anything can ask.
module.exports = globalThis[Symbol.for('electron-host')]
