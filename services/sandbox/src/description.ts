import { descriptionOptions, errors } from '@dws/http-description';
import { DwsError, ERRORS, type ErrorCode } from '@dws/kernel';
import { refusal, REFUSALS, type RefusalReason } from '@dws/sandbox-company';
import { problemOf } from './problem.ts';
import { faultProblem } from './told-answer.ts';

/** Reasons of a refusal, and the platform's codes that a sandbox answers with. */
type Told =
  | RefusalReason
  | Extract<ErrorCode, 'record-version-changed' | 'queue-full'>
  | 'too-many-requests'
  | 'body-too-large'
  | 'media-type-unknown'
  | 'down'
  | 'not-found';

const MEANINGS: Readonly<Record<RefusalReason, string>> = {
  'argument-invalid': 'An argument is missing or malformed: `details.field` names it.',
  'key-missing': 'An operation of class K needs the header Idempotency-Key.',
  'system-unknown': 'There is no such system.',
  'operation-unknown': 'The system has no such operation.',
  'record-unknown': 'There is no such record.',
  'reference-used': 'Another write carried the reference before.',
  'key-reused': 'The key came before with other arguments.',
  'ledger-full': 'The ledger takes no more writes.',
};

/** What a told fault answers: `sendSeen`. */
const TOLD_FAULTS: Readonly<Record<string, { readonly status: number; readonly title: string }>> = {
  'too-many-requests': { status: 429, title: 'Too many requests' },
  down: { status: 503, title: 'Down' },
};

/** What Fastify refuses before a route runs. */
const UNREADABLE: Readonly<Record<string, { readonly statusCode: number; readonly message: string }>> = {
  'body-too-large': { statusCode: 413, message: 'Request body is too large' },
  'media-type-unknown': { statusCode: 415, message: 'Unsupported Media Type' },
};

function explain(code: string) {
  const fault = TOLD_FAULTS[code];
  if (fault) {
    const { status, title } = fault;
    const meaning = `A told fault: ${title.toLowerCase()}. Retry-After says when to ask again.`;
    return { code, status, meaning, example: faultProblem(status, title) };
  }
  const unreadable = UNREADABLE[code];
  if (unreadable) {
    const { statusCode: status, message: meaning } = unreadable;
    return {
      code,
      status,
      meaning,
      example: problemOf(Object.assign(new Error(meaning), { statusCode: status })),
    };
  }
  const isRefusal = Object.hasOwn(MEANINGS, code) && code in REFUSALS;
  const isOurs = Object.hasOwn(ERRORS, code);
  const meaning = isRefusal
    ? MEANINGS[code as RefusalReason]
    : isOurs
      ? ERRORS[code as ErrorCode].meaning
      : 'The service logged what happened.';
  const example = problemOf(
    isRefusal
      ? refusal(code as RefusalReason, meaning)
      : isOurs
        ? new DwsError(code as ErrorCode, meaning)
        : new Error(meaning),
  );
  return { code, status: example.status, meaning, example };
}

const NEEDS_NO_TOKEN = /^\/(healthz|readyz|openapi\.json)$/;

/** What a route answers when it does not do what it is for. */
export const told = errors<Told>;

/** Of a route on which faults may be told. */
export const FAULTS = ['too-many-requests', 'down'] as const;

export const DESCRIPTION = descriptionOptions({
  title: 'Sandbox company',
  description:
    'A company’s systems, for staging: records to read, operations to perform, a ledger of every write, told faults.',
  tags: {
    ledger: 'What was done.',
    faults: 'What the systems are told to do wrong.',
    signals: 'What goes on in the company.',
    health: 'For whoever supervises the process.',
    crm: 'Accounts, contacts, opportunities, tasks.',
    analytics: 'Use of the product.',
    helpdesk: 'Tickets.',
    billing: 'Invoices and subscriptions.',
    email: 'An outbox.',
    chat: 'Channels.',
  },
  explain,
  problem: {
    type: 'object',
    description: 'RFC 9457. `details` carries what a program needs: `reason`, `field`, `current`.',
    required: ['type', 'title', 'status', 'detail', 'code', 'details'],
    properties: {
      type: { type: 'string', format: 'uri-reference' },
      title: { type: 'string' },
      status: { type: 'integer', minimum: 400, maximum: 599 },
      detail: { type: 'string' },
      code: { type: 'string' },
      details: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
    },
  },
  security: {
    token: {
      type: 'http',
      scheme: 'bearer',
      description: 'Reading and writing are separate rights. Without tokens set, everything is open.',
    },
  },
  open: (path) => NEEDS_NO_TOKEN.test(path),
  always: ({ path, hasInput, hasBody }) => [
    ...(NEEDS_NO_TOKEN.test(path) ? [] : ['unauthenticated', 'not-permitted', 'shutting-down']),
    ...(hasInput ? ['argument-invalid'] : []),
    ...(hasBody ? ['body-too-large', 'media-type-unknown'] : []),
  ],
});
