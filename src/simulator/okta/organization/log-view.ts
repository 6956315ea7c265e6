import type { LogRecord, LogTarget } from './log-record.ts'

/** A System Log event as Okta's API shows it; `published` keeps its milliseconds. */
export function logView(record: LogRecord): Record<string, unknown> {
  return {
    uuid: record.uuid,
    published: new Date(record.published).toISOString(),
    eventType: record.eventType,
    version: '0',
    severity: record.severity,
    legacyEventType: record.eventType,
    displayMessage: record.displayMessage,
    actor: record.actor,
    client: { ipAddress: '127.0.0.1', userAgent: { rawUserAgent: 'unknown' } },
    outcome: {
      result: record.outcome.result,
      ...(record.outcome.reason === null ? {} : { reason: record.outcome.reason }),
    },
    target: record.target,
    transaction: { type: 'WEB', id: record.requestId, detail: {} },
    debugContext: { debugData: record.debugData },
  }
}

/** Reads an attribute of an event by the name a filter gives it. */
export function readAttribute(record: LogRecord, name: string): unknown {
  const [part = '', field] = name.split('.')
  switch (part) {
    case 'uuid':
    case 'eventType':
    case 'severity':
    case 'displayMessage':
      return record[part]
    case 'published':
      return new Date(record.published).toISOString()
    case 'actor':
      return readTarget(record.actor, field)
    case 'target':
      return record.target.map((target) => readTarget(target, field))
    case 'outcome':
      return field === 'result' ? record.outcome.result : record.outcome.reason
    case 'transaction':
      return record.requestId
    default:
      return undefined
  }
}

function readTarget(target: LogTarget, field = ''): unknown {
  return Object.entries(target).find(([name]) => name === field)?.[1]
}

/** Attributes a filter may name. */
export const LOG_ATTRIBUTES: readonly string[] = [
  'uuid',
  'eventType',
  'severity',
  'displayMessage',
  'published',
  'actor.id',
  'actor.type',
  'actor.alternateId',
  'actor.displayName',
  'target.id',
  'target.type',
  'target.alternateId',
  'target.displayName',
  'outcome.result',
  'outcome.reason',
  'transaction.id',
]
