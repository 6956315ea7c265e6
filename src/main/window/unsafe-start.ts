/**
 * Chromium's and Node's switches that open the app to others: let them drive it, read its memory or its
 * traffic, take it out of its sandbox, bend where it connects or whom it believes. By the start of their
 * names, for they come in families.
 */
const unsafe = [
  'remote-debugging',
  'remote-allow-origins',
  'inspect',
  'debug',
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-gpu-sandbox',
  'disable-namespace-sandbox',
  'no-zygote',
  'single-process',
  'in-process-gpu',
  'disable-web-security',
  'disable-site-isolation',
  'allow-running-insecure-content',
  'allow-file-access-from-files',
  'unsafely-treat-insecure-origin-as-secure',
  'ignore-certificate-errors',
  'ignore-urlfetcher-cert-requests',
  'allow-insecure-localhost',
  'proxy-',
  'no-proxy-server',
  'winhttp-proxy-resolver',
  'host-rules',
  'host-resolver-rules',
  'auth-server-allowlist',
  'auth-negotiate-delegate-allowlist',
  'ssl-key-log-file',
  'ssl-version-min',
  'log-net-log',
  'net-log-capture-mode',
  'enable-logging',
  'log-file',
  'trace-startup',
  'trace-to-file',
  'load-extension',
  'js-flags',
  'require',
  'import',
  'gpu-launcher',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'zygote-cmd-prefix',
  'ppapi-plugin-launcher',
  'password-store',
  'use-mock-keychain',
  'enable-automation',
  'headless',
  'test-type',
  'user-agent',
  'crash-dumps-dir',
  'enable-crash-reporter',
] as const

/** Chromium writes the keys of every connection where this says. */
const unsafeVariable = 'SSLKEYLOGFILE'

/**
 * What of a command line and its environment opens the app, as it was given but for its value. Only a build
 * for tests starts with any of it.
 */
export function unsafeStart(args: readonly string[], env: NodeJS.ProcessEnv): readonly string[] {
  const switches = args.filter((arg) => arg.startsWith('-')).map(nameOf)
  const found = switches.filter((name) => unsafe.some((start) => name.startsWith(start)))
  const variables = env[unsafeVariable] ? [unsafeVariable] : []
  return [...new Set(found.map((name) => `--${name}`)), ...variables]
}

/** Chromium takes one dash or two, and on Windows any case. */
function nameOf(arg: string): string {
  return (arg.replace(/^-{1,2}/, '').split('=')[0] ?? '').toLowerCase()
}
