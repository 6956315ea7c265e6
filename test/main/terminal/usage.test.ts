import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { textsIn } from '../../../src/main/terminal/language.ts'
import { commandNames } from '../../../src/main/terminal/options.ts'
import { helpLines } from '../../../src/main/terminal/help.ts'
import { station } from './at-terminal.ts'

let folder: string
let file: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keydesk-usage-'))
  file = join(folder, 'there')
  await writeFile(file, 'x')
})

afterAll(() => rm(folder, { recursive: true }))

const issue = ['issue', '--person', 'a', '--demo']

describe('wrong usage is one clear line and exit status 2', () => {
  test.each([
    ['an unknown command', ['sing'], 'There is no command “sing”.'],
    ['an unknown option', ['unfinished', '--bogus'], 'There is no option “--bogus”.'],
    ['an unknown short option', ['keys', '-x'], 'There is no option “-x”.'],
    ['a PIN as an argument', ['issue', '--pin', '1234'], 'There is no option “--pin”.'],
    ['an option without its value', ['issue', '--person'], '--person has to be followed by'],
    ['an option in its place', ['issue', '--person', '--demo'], '--person has to be followed by'],
    ['a value where none belongs', ['keys', '--json=yes'], '--json is given alone'],
    ['a word too many', ['keys', 'please'], '“please” is one word too many.'],
    ['nobody to issue to', ['issue'], 'issue needs --person LOGIN.'],
    ['no issuance', ['revoke', '--demo'], 'revoke needs the id of an issuance'],
    ['a hand-over of nothing', ['hand-over', '--pin-out', 'p'], 'hand-over needs the id of'],
    ['a hand-over to nowhere', ['hand-over', 'i', '--demo'], 'hand-over needs --pin-out FILE'],
    ['a foreign key', [...issue, '--key', 'udp:10.0.0.1:5'], '--key is udp:127.0.0.1:PORT.'],
    ['no port', [...issue, '--key', 'udp:127.0.0.1:70000'], '--key is udp:127.0.0.1:PORT.'],
    ['no number', [...issue, '--wait', 'long'], '--wait is a whole number.'],
    ['more than a day', [...issue, '--wait', '99999'], '--wait is 86400 seconds at most'],
    ['no limit', ['audit', 'list', '--limit', 'few'], '--limit is a whole number.'],
    ['another format', ['audit', 'export', '--format', 'pdf'], '--format is jsonl or csv.'],
    [
      'another separator',
      ['audit', 'export', '--format', 'csv', '--separator', 'colon'],
      'comma, semi',
    ],
    ['a separator of nothing', ['audit', 'export', '--separator', 'tab'], 'for --format csv'],
    [
      'no issuance to tell of',
      ['issuances', '--attestation-out', 'f'],
      'followed by the id of one',
    ],
    ['another language', ['keys', '--language', 'fr'], '--language is en or de.'],
    ['two organizations', [...issue, '--connection', 'f'], 'either --connection or a demo'],
    ['two PIN files', [...issue, '--pin-file', 'f', '--pin-out', 'g'], 'with --pin-file you have'],
    [
      'a PIN for a random one',
      [...issue, '--template', 'hand-over', '--pin-file', 'f'],
      'the station makes the PIN',
    ],
    [
      'a typed PIN to be kept',
      [...issue, '--template', 'walk-in', '--pin-out', 'f'],
      'the PIN is typed and not kept',
    ],
    ['a login nobody can have', ['issue', '--person', 'a'.repeat(3000)], '--person is longer than'],
    ['such a serial', ['revoke', '--serial', '1'.repeat(101)], '--serial is longer than the 100'],
    ['such a template', [...issue, '--template', 'a'.repeat(101)], '--template is longer than'],
    ['such an issuance', ['revoke', 'a'.repeat(101)], 'ISSUANCE is longer than the 100 char'],
    ['such a proposal', ['events', '--apply', 'a'.repeat(101)], '--apply is longer than'],
    ['such a name', [...issue, '--first-name', 'a'.repeat(101)], '--first-name is longer than'],
    [
      'a new person without an address',
      [...issue, '--first-name', 'Ada', '--last-name', 'Byron'],
      '“a” is no e-mail address.',
    ],
    [
      'a new person with half a name',
      [...issue, '--email', 'a@example.com', '--first-name', 'Ada', '--last-name', ' '],
      '--last-name is empty.',
    ],
    ['no such word', ['trust', 'burn'], 'trust is followed by one of: show, add-roots,'],
    ['no file to trust', ['trust', 'add-roots'], 'trust add-roots is followed by a file.'],
    ['no file to restore', ['restore'], 'restore is followed by a file.'],
  ])('%s', async (_, args, sentence) => {
    const { status, printed, told } = await station(args)
    expect({ status, printed }).toEqual({ status: 2, printed: [] })
    expect(told).toHaveLength(1)
    expect(told[0]).toContain(sentence)
    expect(told[0]).toMatch(/“station help” says what there is\.$/)
  })

  test.each([
    ['a connection file', ['issue', '--person', 'a', '--connection']],
    ['a PIN file', [...issue, '--pin-file']],
    ['the file of the present PIN', ['set-pin', '--demo', '--current-pin-file']],
    ['a template', ['templates', '--demo', 'save']],
    ['certificates', ['trust', 'add-roots']],
    ['a list of models', ['trust', 'import-metadata']],
    ['a copy', ['restore']],
  ])('%s that is not there, or a folder', async (_, args) => {
    const missing = join(folder, 'nowhere')
    const of = async (path: string) => await station([...args, path, '--data', join(folder, 'd')])
    expect((await of(missing)).told.at(-1)).toContain(`There is no file ${missing}.`)
    expect((await of(folder)).told.at(-1)).toContain(`${folder} is a folder.`)
    expect(await of(missing)).toMatchObject({ status: 2, printed: [] })
  })

  test('a key file that the connection file names, and that is not there', async () => {
    const connection = join(folder, 'connection.json')
    const auth = { kind: 'service-app', clientId: '0oa1', privateKeyFile: 'nowhere.pem' }
    await writeFile(connection, JSON.stringify({ orgUrl: 'https://acme.okta.com', auth }))
    const data = join(folder, 'key-missing')
    const args = ['issue', '--person', 'a', '--connection', connection, '--data', data]
    const { status, printed } = await station(args)
    expect(status).toBe(2)
    expect(printed[0]).toContain(`There is no file ${join(folder, 'nowhere.pem')}.`)
  })

  test('a connection file that holds something else', async () => {
    const connection = join(folder, 'list.json')
    await writeFile(connection, '[]')
    const data = join(folder, 'list')
    const { printed } = await station(['readiness', '--connection', connection, '--data', data])
    expect(printed[0]).toContain('The connection file holds something other than a connection.')
    expect(printed.at(-1)).toBe('Code: connection-invalid')
  })

  test('a new file where one is, or can be none', async () => {
    const pinOut = async (path: string) =>
      (await station([...issue, '--pin-out', path])).told.at(-1)
    expect(await pinOut(file)).toContain(`${file} is already there, and is not written over.`)
    expect(await pinOut(join(folder, 'no', 'pin'))).toContain('The folder is not there.')
  })

  test('no registry, and no folder for one', async () => {
    const args = ['audit', 'list', '--data']
    expect((await station([...args, folder])).told[0]).toContain(
      `There is no register in ${folder}.`,
    )
    const wrong = await station([...issue, '--data', file])
    expect(wrong).toMatchObject({ status: 2 })
    expect(wrong.told[0]).toContain('is no folder.')
  })

  test('a template that is not there names those that are', async () => {
    const sentence = 'There is no template “nosuch”. There is: walk-in, hand-over.'
    for (const args of [
      [...issue, '--template', 'nosuch'],
      ['replace', 'some-id', '--template', 'nosuch', '--demo'],
      ['templates', 'show', 'nosuch', '--demo'],
    ]) {
      const { status, printed, told } = await station(args)
      expect({ status, printed }).toEqual({ status: 2, printed: [] })
      expect(told.at(-1)).toContain(sentence)
    }
  })

  test('in German where German is asked for, or spoken', async () => {
    const german = 'Eine Option „--bogus“ gibt es nicht. „station help“ sagt, was es gibt.'
    const args = ['unfinished', '--bogus']
    expect((await station([...args, '--language', 'de'])).told).toEqual([german])
    expect((await station([...args, '--language=de'])).told).toEqual([german])
    expect((await station(args, undefined, { locale: 'de_AT.UTF-8' })).told).toEqual([german])
  })
})

describe('help', () => {
  test('is printed when it is asked for, and when nothing is', async () => {
    expect((await station(['--help'])).printed.join('')).toContain('station issue --person LOGIN')
    expect((await station([])).status).toBe(0)
  })

  test.each(['en', 'de'] as const)('in %s names every command, in lines that fit', (language) => {
    const text = helpLines(textsIn(language).terminal).join('\n')
    for (const name of commandNames.filter((one) => one !== 'help')) {
      expect(text).toContain(`station ${name}`)
    }
    expect(text.split('\n').filter((line) => line.length > 110)).toEqual([])
  })
})
