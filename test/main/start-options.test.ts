import { expect, test } from 'vitest'
import { readStartOptions } from '../../src/main/start-options.ts'

const given = { connectionFile: 'okta.json', keepConnection: true }

test.each([
  ['--connection okta.json', { isDemo: false, connection: given }],
  ['--connection=okta.json', { isDemo: false, connection: given }],
  ['--demo', { isDemo: true, connection: {} }],
  ['--user-data-dir=/tmp/x --lang=de', { isDemo: false, connection: {} }],
  ['--connection', { isDemo: false, connection: {} }],
])('electron . %s', (line, expected) => {
  expect(readStartOptions(['electron', '.', ...line.split(' ')])).toEqual(expected)
})
