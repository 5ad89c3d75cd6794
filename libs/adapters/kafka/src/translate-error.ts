import { DwsError, isDwsError } from '@dws/kernel';

/** Answers of a broker that waiting will not change. */
const REFUSALS = new Set([
  'TOPIC_AUTHORIZATION_FAILED',
  'GROUP_AUTHORIZATION_FAILED',
  'CLUSTER_AUTHORIZATION_FAILED',
  'SASL_AUTHENTICATION_FAILED',
  'UNSUPPORTED_SASL_MECHANISM',
]);
const WRONG_SETTINGS = new Set([
  'INVALID_GROUP_ID',
  'INVALID_TOPIC_EXCEPTION',
  'INVALID_SESSION_TIMEOUT',
  'INVALID_CONFIG',
  'INVALID_PARTITIONS',
  'INVALID_REPLICATION_FACTOR',
  'POLICY_VIOLATION',
  'INCONSISTENT_GROUP_PROTOCOL',
  'UNSUPPORTED_VERSION',
]);
const TOO_LARGE = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);
const WRONG_SETTING_NAMES = new Set(['KafkaJSNotImplemented', 'KafkaJSServerDoesNotSupportApiKey']);

/** The error and everything that caused it or was gathered in it, outermost first. */
function chainOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const gathered = 'errors' in error && Array.isArray(error.errors) ? error.errors : [];
  const causes = [error.cause, ...(gathered as unknown[])].filter((cause) => cause !== error);
  return [error, ...causes.flatMap(chainOf)];
}

/** Kafka's name of the error, such as `REBALANCE_IN_PROGRESS`; empty where it has none. */
export function kafkaErrorType(error: unknown): string {
  for (const link of chainOf(error)) {
    // `type` in kafkajs, `apiId` in @platformatic/kafka.
    if ('type' in link && typeof link.type === 'string') return link.type;
    if ('apiId' in link && typeof link.apiId === 'string') return link.apiId;
  }
  return '';
}

const hasCode = (error: unknown, code: string): boolean =>
  chainOf(error).some((link) => 'code' in link && link.code === code);

const CLIENT_FRAME = /\/node_modules\/(kafkajs|@platformatic\/kafka)\//;

/**
 * Errors of the language itself are a bug of ours, to be seen as what it is, unless the client library threw them: it
 * does where a connection breaks in the middle of some requests (it reads the metadata of an answer that never came).
 */
function isBug(error: unknown): error is Error {
  if (!(error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError))
    return false;
  const thrownAt = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '';
  return !CLIENT_FRAME.test(thrownAt);
}

/** Says in our table's words what the client library or the broker complained about; passes bugs through. */
export function translateError(error: unknown, doing: string): Error {
  if (isDwsError(error) || isBug(error)) return error;
  const type = kafkaErrorType(error);
  const names = chainOf(error).map((link) => link.name);
  const found = error instanceof Error ? error.message : String(error);
  const message = `${doing}: ${type === '' ? '' : `${type}: `}${found}`;
  const details = type === '' ? {} : { kafkaError: type };
  const raise = (code: ConstructorParameters<typeof DwsError>[0]): DwsError =>
    new DwsError(code, message, details, error);
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION') return raise('topic-unknown');
  if (TOO_LARGE.has(type)) return raise('payload-too-large');
  if (names.includes('KafkaJSSASLAuthenticationError') || hasCode(error, 'PLT_KFK_AUTHENTICATION'))
    return raise('unauthenticated');
  if (REFUSALS.has(type)) return raise('not-permitted');
  if (WRONG_SETTINGS.has(type) || names.some((name) => WRONG_SETTING_NAMES.has(name))) {
    return raise('config-invalid');
  }
  return raise('log-unavailable');
}

/** Commit errors that say the membership is gone; the records will be handed over elsewhere. */
const FENCED = new Set([
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'REBALANCE_IN_PROGRESS',
  'FENCED_INSTANCE_ID',
]);

/** True where the broker no longer takes anything of this membership. */
export function isFencing(error: unknown): boolean {
  return FENCED.has(kafkaErrorType(error));
}
