import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Authenticator, KeyProtocolError, readVendorInfo } from '../../../src/ctap2/index.ts'
import { parseYubiKeyPage, readYubiKeyInfo } from '../../../src/ctap2/vendor/yubikey.ts'
import { yubiKeyProfile } from '../../../src/simulator/virtual-key/profile.ts'
import { VirtualKey } from '../../../src/simulator/virtual-key/virtual-key.ts'
import { openVirtualKey } from '../../support/key-port.ts'
import { infoAnswer, openScripted } from '../../support/open-key.ts'
import { hex } from '../../support/scripted-key.ts'

describe('a YubiKey', () => {
  test('tells serial number, firmware and form factor by its vendor command', async () => {
    const key = new VirtualKey({ profile: yubiKeyProfile })
    const authenticator = await Authenticator.open(openVirtualKey(key))
    await expect(readVendorInfo(authenticator, { vendorId: 0x1050 })).resolves.toEqual({
      serial: '12345678',
      firmware: '5.7.1',
      formFactor: 'USB-A Keychain',
      isResetBlocked: false,
    })
  })

  test('whose configuration blocks the reset of FIDO2 says so', async () => {
    const { authenticator } = await openScripted(infoAnswer({}), (_m, key) =>
      key.reply(0x42, hex('0418020200')),
    )
    await expect(readVendorInfo(authenticator, { vendorId: 0x1050 })).resolves.toEqual({
      isResetBlocked: true,
    })
  })

  test('with a second page is asked for it', async () => {
    const pages = ['0a 0204 00bc614e 1001 01 0000'.replace(' 0000', ''), '05 0503 050701']
    const { key, authenticator } = await openScripted(infoAnswer({}), (_m, k) => {
      const page = hex(pages.shift() ?? '')
      page[0] = page.length - 1
      k.reply(0x42, page)
    })
    await expect(readYubiKeyInfo(authenticator)).resolves.toMatchObject({
      serial: '12345678',
      firmware: '5.7.1',
    })
    expect(key.messages.slice(-2).map(({ payload }) => payload[0])).toEqual([0, 1])
  })

  test('that never ends its pages is not read for ever', async () => {
    const { key, authenticator } = await openScripted(infoAnswer({}), (_m, k) =>
      k.reply(0x42, hex('03100101')),
    )
    await expect(readYubiKeyInfo(authenticator)).rejects.toBeInstanceOf(KeyProtocolError)
    expect(key.messages.length).toBeLessThan(20)
  })

  test('of firmware 4, which does not know the command, tells nothing', async () => {
    const { authenticator } = await openScripted(infoAnswer({}), (_m, key) => key.error(0x01))
    await expect(readVendorInfo(authenticator, { vendorId: 0x1050 })).resolves.toBeNull()
  })

  test('a key of another maker is not asked', async () => {
    const { key, authenticator } = await openScripted(infoAnswer({}))
    await expect(readVendorInfo(authenticator, { vendorId: 0x20a0 })).resolves.toBeNull()
    expect(key.messages).toHaveLength(2)
  })

  test.each(['', '05', '020205', '03020501'])('a page "%s" that lies is refused', (page) => {
    if (page === '') expect(() => parseYubiKeyPage(hex(page))).toThrow(KeyProtocolError)
    else expect(() => parseYubiKeyPage(hex(page))).toThrow('CTAP_READ_CONFIG')
  })

  test('every page is read or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (page) => {
        try {
          parseYubiKeyPage(page)
        } catch (error) {
          expect(error).toBeInstanceOf(KeyProtocolError)
        }
      }),
    )
  })
})
