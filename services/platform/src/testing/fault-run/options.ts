/** What one run of faults is made of. */
export interface FaultRunOptions {
  readonly seed: number;
  /** How many faults happen. */
  readonly faults: number;
  /** Over how long they are spread; more when recoveries take longer. */
  readonly seconds: number;
  /** Signals a second. */
  readonly rate: number;
  /** Kafka client of every service. */
  readonly client: string;
  /** Longest wait for everything to come to rest afterwards. */
  readonly calmSeconds: number;
  /** Replicas of each service that can have more than one. */
  readonly replicas: number;
  /** Folder of everything that the run writes; removed when nothing was wrong. */
  readonly folder: string;
  readonly tell: (line: string) => void;
}
