import { audit } from './commands/audit.ts'
import { backup } from './commands/copies.ts'
import { joinOther } from './commands/join.ts'
import { recoveryKey } from './commands/recovery.ts'
import { restore } from './commands/restore.ts'
import { trust } from './commands/trust.ts'
import { tellTwoStations } from './commands/two-stations.ts'
import type { TerminalOptions } from './options.ts'
import { withRegistry, withTrust } from './own-files.ts'
import type { TerminalIo } from './printing/io.ts'
import type { Printer } from './printing/printer.ts'

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
      return await withRegistry(options, (workplace) => audit(workplace, options, io, printer))
    case 'backup':
      return await withRegistry(options, (workplace) => backup(workplace, options, printer))
    case 'recovery-key':
      return await withRegistry(options, (workplace) => recoveryKey(workplace, options, printer))
    case 'restore':
      return await restore(options, io, printer)
    case 'join':
      return await joinOther(options, io, printer)
    case 'trust':
      return await withTrust(options, (store) => trust(store, options, printer))
  }
}
