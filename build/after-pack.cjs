'use strict'

const { join } = require('node:path')

/**
 * Sets Electron's fuses in the packed executable: what a packaged Keydesk will never do, whoever sets its environment.
 * All nine are named, so that a new Electron with a tenth fails here and not at a customer's. electron-builder's own
 * `electronFuses` does not know all of them.
 *
 * KEYDESK_TEST_BUILD=1 keeps the inspector's switch, which Playwright needs. Such a build must not be given to anyone.
 *
 * @param {import('electron-builder').AfterPackContext} context
 */
exports.default = async function setFuses({ appOutDir, electronPlatformName, packager }) {
  // The halves of a universal app; the whole one comes here too.
  if (appOutDir.endsWith('-temp')) return
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  const isTestBuild = process.env.KEYDESK_TEST_BUILD === '1'
  await flipFuses(join(appOutDir, executableOf(electronPlatformName, packager)), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // On Apple's processors an unsigned executable does not start; signing replaces this.
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: isTestBuild,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: electronPlatformName !== 'linux',
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  })
}

function executableOf(platform, { appInfo, executableName }) {
  if (platform === 'darwin') return `${appInfo.productFilename}.app`
  if (platform === 'win32') return `${appInfo.productFilename}.exe`
  return executableName
}
