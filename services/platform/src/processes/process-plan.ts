/** One service as a process, or as several replicas of it. */
export interface ProcessPlan {
  /** Service's name; replicas are `name-1`, `name-2`, …. */
  readonly name: string;
  readonly main: URL;
  /** Everything it is told. Nothing of the launcher's own environment reaches it, save where programs are found. */
  readonly environment: Readonly<Record<string, string>>;
  /** A process that everybody needs (store, sandbox) is started before those of a higher stage, and stopped after. */
  readonly stage: number;
  readonly replicas: number;
  /** Setting of the port that it listens on, and the port of its first replica; the others have the ports after it. */
  readonly listens?: { readonly setting: string; readonly port: number };
}

/** `name-1` … `name-<replicas>`. */
export function replicaNames({ name, replicas }: ProcessPlan): readonly string[] {
  return Array.from({ length: replicas }, (_, index) => `${name}-${index + 1}`);
}

/** What a replica is told: as its plan says, with a port of its own. @param index from 0 */
export function environmentOf(
  { environment, listens }: ProcessPlan,
  index: number,
): Readonly<Record<string, string>> {
  return listens ? { ...environment, [listens.setting]: String(listens.port + index) } : environment;
}
