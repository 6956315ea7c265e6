import { expect, test } from 'vitest'
import { unsafeStart } from '../../../src/main/window/unsafe-start.ts'

test.each([
  [['--remote-debugging-port=9222'], ['--remote-debugging-port']],
  [['--remote-debugging-pipe'], ['--remote-debugging-pipe']],
  [['--inspect-brk=0.0.0.0:9229'], ['--inspect-brk']],
  [['--no-sandbox'], ['--no-sandbox']],
  [['-no-sandbox'], ['--no-sandbox']],
  [['--No-Sandbox'], ['--no-sandbox']],
  [['--ignore-certificate-errors-spki-list=x'], ['--ignore-certificate-errors-spki-list']],
  [['--proxy-server=evil:8080'], ['--proxy-server']],
  [['--proxy-pac-url=http://evil'], ['--proxy-pac-url']],
  [['--host-resolver-rules=MAP * 10.0.0.1'], ['--host-resolver-rules']],
  [['--log-net-log=/tmp/net.json'], ['--log-net-log']],
  [['--js-flags=--expose-gc'], ['--js-flags']],
  [['--demo', '--no-sandbox', '--no-sandbox'], ['--no-sandbox']],
])('%j opens the app', (args, found) => {
  expect(unsafeStart(['/opt/Keydesk/keydesk', ...args], {})).toEqual(found)
})

test.each([
  [[]],
  [['--demo']],
  [['--connection', 'okta.json']],
  [['--connection=--no-sandbox.json']],
  [['--lang=de', '--ozone-platform=wayland', '--force-device-scale-factor=2']],
  [['--user-data-dir=/tmp/x']],
  [['no-sandbox']],
])('%j does not', (args) => {
  expect(unsafeStart(['/opt/Keydesk/keydesk', ...args], { PATH: '/bin' })).toEqual([])
})

test('nor may the keys of every connection be written down', () => {
  expect(unsafeStart([], { SSLKEYLOGFILE: '/tmp/keys' })).toEqual(['SSLKEYLOGFILE'])
})
