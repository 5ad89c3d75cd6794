import { DwsError } from '@dws/kernel';

const ENVIRONMENT = /^[a-z][a-z0-9-]{0,30}$/;

/**
 * Names of streams, topics and groups in one environment. Production (the empty name) has no prefix; nothing
 * reads another environment's.
 */
export class Names {
  readonly environment: string;
  readonly #topicPrefix: string;
  readonly #streamPrefix: string;

  /** @throws DwsError `config-invalid` */
  constructor(environment = '') {
    if (environment !== '' && !ENVIRONMENT.test(environment)) {
      throw new DwsError(
        'config-invalid',
        `expected an environment name like "staging", found "${environment}"`,
      );
    }
    this.environment = environment;
    this.#topicPrefix = environment === '' ? '' : `${environment}.`;
    this.#streamPrefix = environment === '' ? '' : `${environment}_`;
  }

  stream(name: string): string {
    return this.#streamPrefix + name;
  }

  caseStream(caseId: string): string {
    return `${this.#streamPrefix}case-${caseId}`;
  }

  /** The stream's name without the environment, or null for a stream of another one. */
  ownStream(stream: string): string | null {
    return stream.startsWith(this.#streamPrefix) ? stream.slice(this.#streamPrefix.length) : null;
  }

  topic(kind: TopicKind, domain: string): string {
    return `${this.#topicPrefix}${kind}.${domain}.v1`;
  }

  group(name: string): string {
    return this.#topicPrefix + name;
  }

  /** Where a group sets aside what it cannot read. */
  deadLetterTopic(topic: string, group: string): string {
    const plain = group.startsWith(this.#topicPrefix) ? group.slice(this.#topicPrefix.length) : group;
    return `${topic}.${plain}.dlq`;
  }
}

export type TopicKind =
  | 'inbound'
  | 'signals'
  | 'escalations'
  | 'action-proposals'
  | 'action-decisions'
  | 'action-executions'
  | 'case-due';
