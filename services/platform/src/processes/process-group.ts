import { DwsError } from '@dws/kernel';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StartProcessesOptions } from './options.ts';
import { environmentOf, replicaNames, type ProcessPlan } from './process-plan.ts';
import { SupervisedProcess, type SupervisedOptions } from './supervised-process.ts';

/** Processes by stage: started from the lowest up, stopped from the highest down. */
export class ProcessGroup {
  readonly #stages = new Map<number, SupervisedProcess[]>();
  readonly #byName = new Map<string, SupervisedProcess>();
  readonly #failure = Promise.withResolvers<never>();

  constructor(
    plans: readonly ProcessPlan[],
    logs: string,
    { tell, startedBy }: Pick<StartProcessesOptions, 'tell' | 'startedBy'>,
  ) {
    // Nobody has to listen.
    this.#failure.promise.catch(() => undefined);
    for (const plan of plans.toSorted((a, b) => a.stage - b.stage)) {
      const members = replicaNames(plan).map((name, index) =>
        this.#member(
          name,
          { main: plan.main, environment: environmentOf(plan, index) },
          {
            logFile: join(logs, `${name}.log`),
            startedBy: startedBy?.(name) ?? [],
            tell: (line) => tell(`${name} │ ${line}`),
          },
        ),
      );
      this.#stages.set(plan.stage, [...(this.#stages.get(plan.stage) ?? []), ...members]);
    }
  }

  /** Rejects when a process cannot run and starting it again would not help. */
  get failed(): Promise<never> {
    return this.#failure.promise;
  }

  get all(): readonly SupervisedProcess[] {
    return [...this.#byName.values()];
  }

  /** @throws DwsError `argument-invalid` */
  get(name: string): SupervisedProcess {
    const found = this.#byName.get(name);
    if (found) return found;
    const known = [...this.#byName.keys()].join(', ');
    throw new DwsError('argument-invalid', `expected a process out of ${known}, found "${name}"`);
  }

  /** Starts a stage and waits until all of it takes work. */
  async start(stage: number): Promise<void> {
    const members = this.#stages.get(stage) ?? [];
    await Promise.race([Promise.all(members.map((member) => member.start())), this.failed]);
  }

  async stop(): Promise<void> {
    for (const stage of [...this.#stages.keys()].toReversed()) {
      await Promise.all((this.#stages.get(stage) ?? []).map((member) => member.stop()));
    }
  }

  /** The folder of the log file must exist. */
  #member(
    name: string,
    { main, environment }: Pick<ProcessPlan, 'main' | 'environment'>,
    kept: Pick<SupervisedOptions, 'logFile' | 'startedBy' | 'tell'>,
  ): SupervisedProcess {
    const member = new SupervisedProcess({
      name,
      main,
      environment: { ...environment, DWS_INSTANCE: name },
      ...kept,
      onHopeless: (error) => this.#failure.reject(error),
    });
    this.#byName.set(name, member);
    return member;
  }
}

/** The folder of log files, made where it is missing. */
export async function logFolder(data: string): Promise<string> {
  const logs = join(data, 'logs');
  await mkdir(logs, { recursive: true });
  return logs;
}
