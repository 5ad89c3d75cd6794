import type { MaturityStage } from '@dws/worker';
import type { Ports } from './addresses.ts';

export interface StartProcessesOptions {
  /** Folder of the store, the sandbox company, seals, models and logs. */
  readonly data: string;
  /** Folder of keys and secrets; what is missing there is made. */
  readonly keys: string;
  readonly ports: Ports;
  /** `host:port,…` of a broker that runs already; a local one is started where it is left out. */
  readonly brokers?: string | undefined;
  /**
   * Each service is a broker identity of its own, held to the access rules. The local broker is told of them; somebody
   * else's knows them already, with the passwords that stand in the keys folder.
   */
  readonly secure?: boolean;
  /** How given brokers are reached: settings KAFKA_TLS, KAFKA_USERNAME and so on, for every service. */
  readonly brokerSettings?: Readonly<Record<string, string>>;
  /** Copies of each topic; 1, which is what one broker can hold, by default. */
  readonly replicationFactor?: number;
  /** Connection string of an EventStoreDB that runs already; `services/event-store` is started where it is left out. */
  readonly eventStoreUrl?: string | undefined;
  /** Confluent-compatible schema registry for all services; schema numbers of the repository where it is left out. */
  readonly schemaRegistryUrl?: string | undefined;
  /** Prefix of topics, groups and streams; none by default. */
  readonly environment?: string | undefined;
  /** Processes of a service; 1 where it is not named. */
  readonly replicas?: Readonly<Record<string, number>>;
  /** Services to start; all of them when empty or left out. */
  readonly only?: readonly string[];
  /** Maturity stage that a worker is registered with for the first time, where it is not its manifest's. */
  readonly stages?: Readonly<Record<string, MaturityStage>>;
  /** Signals a second that the sandbox emits by itself. */
  readonly signalRate?: number;
  /** More environment for every service. */
  readonly common?: Readonly<Record<string, string>>;
  /** More environment for single services. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Command that starts a process, by the process's name; nothing by default. */
  readonly startedBy?: (name: string) => readonly string[];
  /** Told of warnings, ends and restarts, each with the process's name in front. */
  readonly tell: (line: string) => void;
}
