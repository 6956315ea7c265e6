import type { Page } from '@playwright/test'
import type { StationSnapshot } from '../../../src/shared/contract.ts'
import type { SelfCheckItem } from '../../../src/shared/housekeeping.ts'
import type { ReadinessItem } from '../../../src/shared/readiness.ts'
import type { Picture } from './picture.ts'
import { causes, demo, desk, runAt, strict, walkIn, withRun, handOver, failure } from './samples.ts'

/** The screens on which the station itself is looked after. */

/** For a moment after each change of screen keys count for nothing. */
const settled = (page: Page): Promise<void> => page.waitForTimeout(300)

const go = (digit: '5' | '6' | '7' | '8' | '9') => async (page: Page) => {
  await settled(page)
  await page.keyboard.press(`Alt+${digit}`)
  await page.locator('main h1').waitFor()
  await settled(page)
}

const press = (name: string) => async (page: Page) =>
  page.getByRole('button', { name }).first().click()

const inTurn =
  (...steps: readonly ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const step of steps) await step(page)
  }

/** What the station answers from now on, in the page. */
const answer =
  (name: string, value: unknown, ok = true) =>
  async (page: Page) =>
    page.evaluate(
      ([asked, told, isOk]) => {
        const before = window.station.request.bind(window.station)
        const next = async (each: Parameters<typeof before>[0], input: never): Promise<unknown> =>
          each === asked
            ? isOk
              ? { ok: true, value: told }
              : { ok: false, cause: told }
            : await before(each, input)
        Object.assign(window.station, { request: next })
      },
      [name, value, ok] as const,
    )

const checked = (platform: string): readonly SelfCheckItem[] => [
  { name: 'slots', state: 'ok', cause: null, found: 1 },
  { name: 'key', state: 'problem', cause: { code: 'key-access-denied', platform }, found: null },
  { name: 'connection', state: 'ok', cause: null, found: 'acme.okta.com' },
  { name: 'provider', state: 'problem', cause: causes['provider-unreachable'], found: null },
  { name: 'registry', state: 'ok', cause: null, found: null },
  { name: 'key-store', state: 'ok', cause: null, found: null },
  { name: 'journal', state: 'problem', cause: null, found: 814 },
  { name: 'trust', state: 'warning', cause: null, found: 215 },
]

const fine: readonly SelfCheckItem[] = checked('linux').map((item) =>
  item.name === 'key'
    ? { ...item, state: 'ok', cause: null, found: 'YubiKey 5 NFC' }
    : { ...item, state: 'ok', cause: null, found: item.found ?? 'acme.okta.com' },
)

/** One of each standing, and of each check. */
export const report: readonly ReadinessItem[] = [
  {
    name: 'organization',
    state: 'ok',
    reason: { code: 'reachable', organizationId: '00o1n8sbwArJ7OQRw406' },
    where: null,
  },
  { name: 'engine', state: 'ok', reason: { code: 'identity-engine' }, where: null },
  { name: 'clock', state: 'warning', reason: { code: 'clock', offsetS: -94 }, where: 'station' },
  {
    name: 'origin',
    state: 'problem',
    reason: {
      code: 'origin-foreign',
      origin: 'https://id.acme.com',
      known: ['https://acme.okta.com', 'https://login.acme.com'],
    },
    where: 'domains',
  },
  { name: 'sign-in', state: 'ok', reason: { code: 'token', scheme: 'DPoP' }, where: null },
  {
    name: 'scope',
    state: 'ok',
    reason: { code: 'scope-granted', scope: 'okta.users.manage' },
    where: null,
  },
  {
    name: 'scope',
    state: 'problem',
    reason: {
      code: 'scope-missing',
      scope: 'okta.groups.manage',
      reason: 'One or more scopes are not configured for the authorization server resource.',
    },
    where: 'app-scopes',
  },
  {
    name: 'role',
    state: 'warning',
    reason: { code: 'role-too-strong', able: ['okta.groups.create', 'okta.apps.manage'] },
    where: 'app-roles',
  },
  {
    name: 'authenticator',
    state: 'ok',
    reason: { code: 'authenticator-active' },
    where: null,
  },
  {
    name: 'enrollment-policy',
    state: 'ok',
    reason: { code: 'enrollment-allowed', policy: 'Security keys' },
    where: null,
  },
  {
    name: 'key-model',
    state: 'unknown',
    reason: { code: 'not-asked', missing: 'key' },
    where: null,
  },
  {
    name: 'sign-on-policy',
    state: 'warning',
    reason: { code: 'no-phishing-resistance', policies: ['Any two factors'] },
    where: 'sign-on-policies',
  },
]

const unconnected: StationSnapshot = { ...desk, connection: { kind: 'none' } }
const withStrict: StationSnapshot = { ...desk, templates: [walkIn, handOver, strict] }

const audit: readonly Picture[] = [
  { name: 'audit', snapshot: desk, isByKeys: true, prepare: go('5') },
  {
    name: 'audit-open',
    snapshot: desk,
    isByKeys: true,
    prepare: async (page) => {
      await go('5')(page)
      await page.locator('#table tbody button').first().waitFor()
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) {
        await page.keyboard.press(key)
      }
      await page.locator('aside').waitFor()
    },
  },
  {
    name: 'audit-intact',
    snapshot: desk,
    prepare: inTurn(go('5'), press('Verify the journal'), press('Export as CSV')),
  },
  {
    name: 'audit-broken',
    snapshot: desk,
    prepare: inTurn(
      go('5'),
      answer('audit.verify', { intact: false, seq: 814, fault: 'entry' }),
      press('Verify the journal'),
    ),
  },
  {
    name: 'audit-none',
    snapshot: desk,
    prepare: inTurn(answer('audit.list', { rows: [], total: 0 }), go('5'), async (page) =>
      page.getByText('No entry like that').waitFor(),
    ),
  },
]

const selfCheck: readonly Picture[] = [
  {
    name: 'self-check-fine',
    snapshot: desk,
    isByKeys: true,
    prepare: inTurn(answer('self-check.run', fine), go('8')),
  },
  ...['linux', 'win32', 'darwin'].map((platform): Picture => ({
    name: `self-check-${platform}`,
    snapshot: platform === 'linux' ? desk : unconnected,
    isByKeys: true,
    prepare: inTurn(answer('self-check.run', checked(platform)), go('8')),
  })),
  {
    name: 'failed-key-access-denied',
    snapshot: withRun(
      runAt('check-key', {
        kind: 'failed',
        step: 'check-key',
        failure: failure('key-access-denied'),
      }),
    ),
  },
]

const connection: readonly Picture[] = [
  { name: 'connection-none', snapshot: unconnected, isByKeys: true, prepare: go('7') },
  {
    name: 'connection-broken',
    snapshot: {
      ...desk,
      connection: { kind: 'broken', cause: causes['connection-invalid'] },
    },
    prepare: go('7'),
  },
  { name: 'connection', snapshot: desk, isByKeys: true, prepare: go('7') },
  {
    name: 'connection-checked',
    snapshot: desk,
    isByKeys: true,
    prepare: inTurn(answer('readiness.check', report), go('7'), async (page) => {
      await page.keyboard.press('Control+Enter')
      await page.getByText('id.acme.com').first().waitFor()
    }),
  },
]

const templates: readonly Picture[] = [
  { name: 'templates', snapshot: withStrict, isByKeys: true, prepare: go('6') },
  {
    name: 'templates-strict',
    snapshot: withStrict,
    prepare: inTurn(go('6'), press(strict.name)),
  },
  {
    name: 'templates-retire',
    snapshot: withStrict,
    prepare: inTurn(go('6'), press('Retire it')),
  },
  {
    name: 'template-edit',
    snapshot: desk,
    isByKeys: true,
    prepare: inTurn(go('6'), async (page) => page.keyboard.press('Control+Enter')),
  },
  {
    name: 'template-edit-groups',
    snapshot: desk,
    prepare: inTurn(go('6'), press('Change it'), async (page) => {
      const field = page.getByLabel('Groups to join with the key: Find a group')
      await field.fill('sec')
      await page.getByRole('button', { name: 'Security key holders' }).click()
      await field.fill('sec')
      await page.getByRole('button', { name: 'Security officers' }).waitFor()
      await field.scrollIntoViewIfNeeded()
    }),
  },
  {
    name: 'template-refused',
    snapshot: demo,
    prepare: inTurn(
      go('6'),
      answer(
        'templates.save',
        { code: 'input-invalid', paths: ['template.name', 'template.activation.gate'] },
        false,
      ),
      press('Change it'),
      press('Save the template'),
    ),
  },
  {
    name: 'template-leaving',
    snapshot: desk,
    prepare: inTurn(go('6'), press('Copy it'), async (page) => {
      await page.getByLabel('Name of the template').fill('Contractors')
      await page.keyboard.press('Escape')
    }),
  },
]

const settings: readonly Picture[] = [
  { name: 'settings', snapshot: desk, isByKeys: true, prepare: go('9') },
  {
    name: 'settings-overdue',
    snapshot: desk,
    prepare: inTurn(
      answer('trust.read', {
        roots: [],
        metadataRoots: [{ name: 'CN=GlobalSign Root R99', validTo: '2060-01-01T00:00:00Z' }],
        metadata: {
          number: 198,
          models: 198,
          ageDays: 91,
          nextUpdate: '2026-09-01',
          isOverdue: true,
        },
        problems: [{ file: 'yubico-root.pem', reason: 'not a certificate' }],
      }),
      go('9'),
      press('Back up the register'),
    ),
  },
  {
    name: 'settings-terminal-allowed',
    snapshot: desk,
    prepare: inTurn(go('9'), press('Allow the terminal'), press('Make a recovery key')),
  },
  {
    name: 'settings-dark-chosen',
    snapshot: desk,
    prepare: inTurn(go('9'), press('Dark')),
  },
]

/** Audit, self-check, connection, templates and settings, in their main states. */
export const upkeepGallery: readonly Picture[] = [
  ...audit,
  ...selfCheck,
  ...connection,
  ...templates,
  ...settings,
]
