import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'

/** Where the window lives. It is served from the app's own files; nothing else is ever loaded. */
export const windowOrigin = 'app://station'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const fixedHeaders = Object.freeze({
  'content-security-policy': policy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
})

const contentTypes: Readonly<Record<string, string>> = Object.freeze({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
})

/**
 * Answers one request of the window from the files in `root`: 200 with the headers that lock the page
 * down, 405 for anything but GET, 404 for another host, a path out of `root`, an unknown type or no
 * such file.
 */
export async function answerWindow(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET') return refusal(405)
  const file = fileOf(root, request.url)
  const type = file === null ? undefined : contentTypes[extname(file)]
  if (file === null || type === undefined) return refusal(404)
  try {
    const body = new Uint8Array(await readFile(file))
    return new Response(body, { headers: { ...fixedHeaders, 'content-type': type } })
  } catch {
    return refusal(404)
  }
}

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers: fixedHeaders })
}

function fileOf(root: string, url: string): string | null {
  const { protocol, host, pathname } = new URL(url)
  if (`${protocol}//${host}` !== windowOrigin) return null
  const path = decode(pathname === '/' ? '/index.html' : pathname)
  if (path === null) return null
  // join() resolves every `..`, written or encoded; what then lies outside is refused.
  const file = join(root, path)
  return file.startsWith(root + sep) ? file : null
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return null
  }
}
