/**
 * Every error this platform raises on purpose. The table is closed: a code that is not here does not compile,
 * and a test holds docs/errors.md to it.
 */
export const ERRORS = {
  'config-invalid': {
    retriable: false,
    meaning: 'A setting is missing or malformed.',
    remedy: 'Correct the named setting; `dws doctor` lists them all.',
  },
  'store-unavailable': {
    retriable: true,
    meaning: 'The event store does not answer.',
    remedy: 'The service waits and tries again. Check the store and its address.',
  },
  'store-outcome-unknown': {
    retriable: true,
    meaning: 'An append was sent and its answer was lost.',
    remedy: 'The identical append is sent again; event ids make that safe.',
  },
  'search-unavailable': {
    retriable: true,
    meaning: 'The index of the audit search does not answer.',
    remedy:
      'Look at the control plane’s log; delete the index file and start it again: the index is made anew.',
  },
  'store-in-use': {
    retriable: false,
    meaning: 'Another process owns the store file.',
    remedy: 'Stop the other process, or connect to services/event-store instead of opening the file.',
  },
  'store-access-denied': {
    retriable: false,
    meaning: 'This identity may not write that event type or read that stream.',
    remedy: 'Use the identity of the service that owns the event type.',
  },
  'stream-deleted': {
    retriable: false,
    meaning: 'The stream was ended for ever: the store has a tombstone for it.',
    remedy:
      'Find out who set it. The embedded store still holds the events; a real server may have removed them.',
  },
  'store-corrupt': {
    retriable: false,
    meaning: 'The store file fails its own check.',
    remedy: 'Restore a backup; do not start on the damaged file.',
  },
  'event-too-large': {
    retriable: false,
    meaning: 'An event is larger than the store takes.',
    remedy: 'Put the document in the blob store and record its digest.',
  },
  'wrong-expected-revision': {
    retriable: true,
    meaning: 'The stream has moved on since it was read.',
    remedy: 'Load the stream again and decide on what it says now.',
  },
  'log-unavailable': {
    retriable: true,
    meaning: 'The message log does not answer.',
    remedy: 'The service waits and tries again. Check the brokers and their addresses.',
  },
  'topic-unknown': {
    retriable: false,
    meaning: 'The topic does not exist.',
    remedy: 'Run `dws topics apply`.',
  },
  'schema-unknown': {
    retriable: false,
    meaning: 'No schema is known for this id or type.',
    remedy: 'Publish with a schema that is registered for the topic.',
  },
  'schema-unavailable': {
    retriable: false,
    meaning: 'The schema of a message could not be fetched: the registry did not answer in time.',
    remedy: 'When the registry answers again, send the message again with `dws dlq replay`.',
  },
  'schema-unregistered': {
    retriable: true,
    meaning: 'The schema registry does not have a schema that this process writes.',
    remedy: 'Run `dws schema push`; the service waits and tries again.',
  },
  'schema-refused': {
    retriable: false,
    meaning: 'The schema registry refused a schema.',
    remedy: 'Read its reason in the message; a breaking change is a new type.',
  },
  'registry-unavailable': {
    retriable: true,
    meaning: 'The schema registry does not answer.',
    remedy: 'The service waits and tries again. Check the registry and SCHEMA_REGISTRY_URL.',
  },
  'payload-malformed': {
    retriable: false,
    meaning: 'The bytes cannot be decoded.',
    remedy: 'The message is in the dead-letter topic with its bytes; correct the publisher.',
  },
  'payload-invalid': {
    retriable: false,
    meaning: 'The content does not fit its schema.',
    remedy: 'Correct the named field.',
  },
  'payload-too-large': {
    retriable: false,
    meaning: 'The body is larger than the limit.',
    remedy: 'Send a reference to the document instead.',
  },
  'signal-type-unknown': {
    retriable: false,
    meaning: 'No signal of this type is defined.',
    remedy: 'Use a defined type, or add a schema for it under schemas/signals.',
  },
  'signal-wrong-domain': {
    retriable: false,
    meaning: 'The signal type belongs to another domain.',
    remedy: 'Publish it on the topic of its own domain.',
  },
  'group-active': {
    retriable: false,
    meaning: 'The consumer group has members, which would commit their own offsets over those that are set.',
    remedy: 'Stop the service that runs it, with all its replicas; `dws groups` shows them.',
  },
  'message-forged': {
    retriable: false,
    meaning: 'A message says of a case what its stream does not say. Nothing was done on it.',
    remedy:
      'Find out who may write to its topic (`dws topics diff`). After a restore of an older backup, expect it of what the backup lacks.',
  },
  'permission-forged': {
    retriable: false,
    meaning: 'A decision that stands in a case was not made by whoever makes them. Nothing was done on it.',
    remedy: 'Find out who may write to the event store, and look at the case (`dws case show`).',
  },
  'signal-conflict': {
    retriable: false,
    meaning: 'The same source and id came before with another body.',
    remedy: 'Give a changed fact an id of its own.',
  },
  'plan-failed': {
    retriable: false,
    meaning: 'The plan of a worker threw: a bug of that worker.',
    remedy: 'Correct the plan, then replay the message from the dead-letter topic.',
  },
  'worker-unknown': {
    retriable: false,
    meaning: 'There is no worker of that name, or nothing was recorded of it.',
    remedy: 'List the workers with `dws worker list`.',
  },
  'case-unknown': {
    retriable: false,
    meaning: 'There is no such case.',
    remedy: 'Check the id; `dws case list` shows recent ones.',
  },
  'review-not-open': {
    retriable: false,
    meaning: 'The review was already decided, expired or withdrawn.',
    remedy: 'Load the packet again and look at its state.',
  },
  'review-stale': {
    retriable: false,
    meaning: 'The packet that was decided on is no longer the current one.',
    remedy: 'Load the packet again: its facts or its action changed.',
  },
  'review-not-permitted': {
    retriable: false,
    meaning: 'This person may not decide this review.',
    remedy: 'Ask the reviewer or deputy that the packet names.',
  },
  'doubt-not-open': {
    retriable: false,
    meaning: 'The action is not in doubt: somebody settled it, or the system answered.',
    remedy: 'Load the case again and look at the outcome that stands.',
  },
  'argument-invalid': {
    retriable: false,
    meaning: 'A request argument is missing or malformed.',
    remedy: 'Correct the named argument.',
  },
  'not-found': {
    retriable: false,
    meaning: 'There is nothing at that address.',
    remedy: 'Check the address against the API description.',
  },
  unauthenticated: {
    retriable: false,
    meaning: 'The caller is not known.',
    remedy: 'Send a valid credential.',
  },
  'not-permitted': {
    retriable: false,
    meaning: 'The caller is known and may not do this.',
    remedy: 'Ask an owner for the right.',
  },
  'system-unavailable': {
    retriable: true,
    meaning: 'A connected business system does not answer.',
    remedy: 'The case waits and tries again, then asks a person.',
  },
  'system-refused': {
    retriable: false,
    meaning: 'A business system refused the request.',
    remedy: 'Read its answer in the outcome; correct the action.',
  },
  'system-outcome-unknown': {
    retriable: false,
    meaning: 'A write was sent and its answer was lost.',
    remedy: 'The executor asks the system, or a person decides.',
  },
  'record-version-changed': {
    retriable: true,
    meaning: 'The record changed since it was read.',
    remedy: 'The case plans again on the new version.',
  },
  'model-invalid': {
    retriable: false,
    meaning: 'A model file is missing, damaged or of another format.',
    remedy: 'Train it again with `dws train`.',
  },
  'file-unreadable': {
    retriable: false,
    meaning: 'A named file cannot be read.',
    remedy: 'Check the path and its permissions.',
  },
  'seal-store-unavailable': {
    retriable: true,
    meaning: 'Seals of the audit trail cannot be kept or read.',
    remedy: 'Recording waits and tries again. Check the seal directory, its space and its permissions.',
  },
  'audit-broken': {
    retriable: false,
    meaning: 'A trail fails verification.',
    remedy:
      'Keep the files as they are and tell the security architect; the message names the first bad position.',
  },
  'platform-unavailable': {
    retriable: true,
    meaning: 'The control plane or the signal gateway does not answer.',
    remedy: 'Start the platform with scripts/start, or name its address in DWS_URL and DWS_GATEWAY_URL.',
  },
  'platform-failed': {
    retriable: false,
    meaning: 'A service failed inside while it worked on a request: a bug of the platform.',
    remedy: 'Read the log of that service; it holds the whole error.',
  },
  'queue-full': {
    retriable: true,
    meaning: 'A bounded queue is full.',
    remedy: 'Slow down; the message names the bound and its setting.',
  },
  'shutting-down': {
    retriable: true,
    meaning: 'The process is draining.',
    remedy: 'Try again; another replica takes over.',
  },
} as const satisfies Record<string, { retriable: boolean; meaning: string; remedy: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** An expected failure, by its code. Anything else that is thrown is a bug. */
export class DwsError extends Error {
  readonly code: ErrorCode;
  readonly retriable: boolean;
  /** What was expected, found and where, for logs and problem+json. Never secrets or personal data. */
  readonly details: Readonly<Record<string, string | number | boolean>>;

  constructor(
    code: ErrorCode,
    message: string,
    details: Record<string, string | number | boolean> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'DwsError';
    this.code = code;
    this.retriable = ERRORS[code].retriable;
    this.details = details;
  }
}

export function isDwsError(error: unknown, code?: ErrorCode): error is DwsError {
  return error instanceof DwsError && (code === undefined || error.code === code);
}
