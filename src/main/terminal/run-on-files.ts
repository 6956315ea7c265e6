import { audit } from './audit.ts'
import { backup } from './copies.ts'
import type { TerminalIo } from './io.ts'
import { joinOther } from './join.ts'
import type { TerminalOptions } from './options.ts'
import { withRegistry, withTrust } from './own-files.ts'
import type { Printer } from './printer.ts'
import { recoveryKey } from './recovery.ts'
import { restore } from './restore.ts'
import { trust } from './trust.ts'
import { tellTwoStations } from './two-stations.ts'

/** The commands on what the station keeps: no key, no organization. */
export async function runOnFiles(
  command: 'audit' | 'backup' | 'recovery-key' | 'restore' | 'join' | 'trust',
  options: TerminalOptions,
  io: TerminalIo,
  printer: Printer,
): Promise<number> {
  if (command !== 'join') tellTwoStations(options, printer)
  switch (command) {
    case 'audit':
      return await withRegistry(options, (office) => audit(office, options, io, printer))
    case 'backup':
      return await withRegistry(options, (office) => backup(office, options, printer))
    case 'recovery-key':
      return await withRegistry(options, (office) => recoveryKey(office, options, printer))
    case 'restore':
      return await restore(options, io, printer)
    case 'join':
      return await joinOther(options, io, printer)
    case 'trust':
      return await withTrust(options, (store) => trust(store, options, printer))
  }
}
