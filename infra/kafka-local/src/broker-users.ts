import { hash, randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrokerNode } from './broker-node.ts';
import { BROKER, scramArguments, secureConfig, type BrokerUser, type Security } from './secure-config.ts';

/** What the cluster was told of its users, so that only what changed is told again. Hashes, not passwords. */
interface Told {
  readonly broker: string;
  readonly users: Readonly<Record<string, string>>;
}

const fingerprint = (password: string): string => hash('sha256', password);

/**
 * The users of a cluster in its folder. A new cluster knows them from its first moment; one that is started again in
 * the same folder is told of those that came since, and of passwords that changed.
 */
export class BrokerUsers {
  readonly config: Readonly<Record<string, string>>;
  /** For `StorageTool format`, which takes them once. */
  readonly formatArguments: readonly string[];
  readonly #file: string;
  readonly #broker: BrokerUser;
  readonly #users: readonly BrokerUser[];
  readonly #told: Told | null;

  /** @throws DwsError `config-invalid` */
  static async in(dir: string, security: Security): Promise<BrokerUsers> {
    const file = join(dir, 'users.json');
    const told = await readFile(file, 'utf8').then(
      (text) => JSON.parse(text) as Told,
      () => null,
    );
    return new BrokerUsers(file, security, told);
  }

  private constructor(file: string, security: Security, told: Told | null) {
    const password = told?.broker ?? randomBytes(24).toString('base64url');
    this.#file = file;
    this.#broker = { name: BROKER, password };
    this.#users = security.users;
    this.#told = told;
    this.config = secureConfig(security, password);
    this.formatArguments = scramArguments([this.#broker, ...security.users]);
  }

  /** Once a node serves. */
  async update(node: BrokerNode): Promise<void> {
    const changed = this.#users.filter(
      ({ name, password }) => this.#told && this.#told.users[name] !== fingerprint(password),
    );
    if (changed.length > 0) await this.#tell(node, changed);
    const users = Object.fromEntries(this.#users.map(({ name, password }) => [name, fingerprint(password)]));
    const told: Told = { broker: this.#broker.password, users };
    await writeFile(this.#file, `${JSON.stringify(told, null, 2)}\n`, { mode: 0o600 });
  }

  async #tell(node: BrokerNode, users: readonly BrokerUser[]): Promise<void> {
    const [client, change] = [`${this.#file}.client`, `${this.#file}.change`];
    const { name, password } = this.#broker;
    const login = 'org.apache.kafka.common.security.scram.ScramLoginModule required';
    const text = [
      'security.protocol=SASL_PLAINTEXT',
      'sasl.mechanism=SCRAM-SHA-512',
      `sasl.jaas.config=${login} username="${name}" password="${password}";`,
    ];
    try {
      await writeFile(client, text.join('\n'), { mode: 0o600 });
      for (const user of users) {
        // By way of files, as everybody can read a command line.
        await writeFile(change, `SCRAM-SHA-512=password=${user.password}\n`, { mode: 0o600 });
        const to = ['--bootstrap-server', `127.0.0.1:${node.port}`, '--command-config', client];
        const what = ['--entity-type', 'users', '--entity-name', user.name, '--add-config-file', change];
        await node.run(['kafka.admin.ConfigCommand', ...to, '--alter', ...what]);
      }
    } finally {
      await Promise.all([client, change].map((file) => rm(file, { force: true })));
    }
  }
}
