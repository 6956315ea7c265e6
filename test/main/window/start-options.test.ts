import { expect, test } from 'vitest'
import { readStartOptions } from '../../../src/main/window/start-options.ts'

const given = { from: 'file', file: 'okta.json', keep: true }

test.each([
  ['--connection okta.json', { isDemo: false, organization: given }],
  ['--connection=okta.json', { isDemo: false, organization: given }],
  ['--demo', { isDemo: true, organization: { from: 'kept' } }],
  ['--user-data-dir=/tmp/x --lang=de', { isDemo: false, organization: { from: 'kept' } }],
  ['--connection', { isDemo: false, organization: { from: 'kept' } }],
])('electron . %s', (line, expected) => {
  expect(readStartOptions(['electron', '.', ...line.split(' ')])).toEqual({
    ...expected,
    unsafe: [],
  })
})
