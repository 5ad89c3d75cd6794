import { DwsError } from '@dws/kernel';

export interface BrokerUser {
  readonly name: string;
  readonly password: string;
}

export interface Security {
  /** Everybody that the cluster knows, by SCRAM-SHA-512. What each may do is for access rules to say: nothing at first. */
  readonly users: readonly BrokerUser[];
  /** Names among them that may do everything: they make topics and access rules. */
  readonly admins: readonly string[];
}

/** The brokers' own name among themselves. */
export const BROKER = 'broker';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/;
const PASSWORD = /^[a-zA-Z0-9._~-]{12,}$/;

/**
 * Entries of `server.properties` that make a cluster ask who its clients are and hold them to access rules: SCRAM for
 * clients and between brokers, KRaft's own authorizer, and nothing allowed that no rule allows. Without TLS: every
 * listener is on this machine's loopback.
 *
 * @param broker password that the brokers use among themselves. @throws DwsError `config-invalid`
 */
export function secureConfig({ users, admins }: Security, broker: string): Readonly<Record<string, string>> {
  const names = new Set(users.map(({ name }) => name));
  for (const { name, password } of users) {
    if (!NAME.test(name) || name === BROKER) throw refusal(`a user name other than "${name}"`);
    // Passwords stand in configuration files, unquoted in places.
    if (!PASSWORD.test(password)) throw refusal(`12 or more of a-z A-Z 0-9 . _ ~ - as password of ${name}`);
  }
  const stranger = admins.find((name) => !names.has(name));
  if (stranger !== undefined) throw refusal(`admins that are users, found "${stranger}"`);
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required';
  // The quorum has no SCRAM: its users stand in the very log that it is about to read.
  const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
  return {
    'listener.security.protocol.map': 'CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT',
    'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'listener.name.clients.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'listener.name.clients.scram-sha-512.sasl.jaas.config': `${scram} username="${BROKER}" password="${broker}";`,
    'listener.name.controller.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.controller.plain.sasl.jaas.config': `${plain} username="${BROKER}" password="${broker}" user_${BROKER}="${broker}";`,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'allow.everyone.if.no.acl.found': 'false',
    'super.users': [BROKER, ...admins].map((name) => `User:${name}`).join(';'),
  };
}

function refusal(expected: string): DwsError {
  return new DwsError('config-invalid', `a secure cluster expected ${expected}`);
}

/** Arguments of `StorageTool format` that make the users known from the first moment. */
export function scramArguments(users: readonly BrokerUser[]): readonly string[] {
  return users.flatMap(({ name, password }) => [
    '--add-scram',
    `SCRAM-SHA-512=[name="${name}",password="${password}",iterations=4096]`,
  ]);
}
