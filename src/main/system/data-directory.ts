import { join } from 'node:path'

/** Where the registry is in a station's data directory. */
export const registryIn = (dataDirectory: string): string => join(dataDirectory, 'registry.sqlite')

/** Where the terminal's key file is, with which this account opens the station's key. */
export const terminalKeyIn = (dataDirectory: string): string => join(dataDirectory, 'terminal.key')
