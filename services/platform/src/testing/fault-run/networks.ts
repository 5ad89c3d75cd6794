import { reasonOf, runTool } from './run-tool.ts';

/** Nobody has this address: what is sent to it is heard by nobody, and nobody is told. */
const NOBODY = '02:00:00:00:00:01';

/** A network of its own for one process; everything else is reached by one cable. */
class Cable {
  readonly space: string;
  readonly #near: string;
  readonly #far: string;
  readonly #number: number;

  constructor(prefix: string, number: number) {
    this.space = `${prefix}-${number}`;
    this.#near = `${prefix}n${number}`;
    this.#far = `${prefix}f${number}`;
    this.#number = number;
  }

  /** Address of the process, from this side. */
  get address(): string {
    return `10.213.${this.#number}.2`;
  }

  get #gate(): string {
    return `10.213.${this.#number}.1`;
  }

  /**
   * The process finds every server under 127.0.0.1, as the others do: packets to that address take the cable, which
   * both ends must allow (`route_localnet`).
   */
  async lay(): Promise<void> {
    const [near, far, space] = [this.#near, this.#far, this.space];
    await runTool('ip', 'netns', 'add', space);
    await runTool('ip', 'link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', space);
    await runTool('ip', 'address', 'add', `${this.#gate}/30`, 'dev', near);
    await runTool('ip', 'link', 'set', near, 'up');
    const inside = ['-n', space];
    await runTool('ip', ...inside, 'address', 'add', `${this.address}/30`, 'dev', far);
    await runTool('ip', ...inside, 'link', 'set', far, 'up');
    await runTool('ip', ...inside, 'link', 'set', 'lo', 'up');
    await runTool('ip', ...inside, 'address', 'delete', '127.0.0.1/8', 'dev', 'lo');
    const route = ['127.0.0.1/32', 'via', this.#gate, 'dev', far, 'src', this.address];
    await runTool('ip', ...inside, 'route', 'add', ...route);
    await runTool('sysctl', '-qw', `net.ipv4.conf.${near}.route_localnet=1`);
    const enter = ['ip', 'netns', 'exec', space] as const;
    await runTool(...enter, 'sysctl', '-qw', `net.ipv4.conf.${far}.route_localnet=1`);
  }

  /** From now on nothing arrives on either side, and nobody is told so. */
  async cut(): Promise<void> {
    const nobody = ['lladdr', NOBODY, 'nud', 'permanent'];
    await runTool('ip', 'neigh', 'replace', this.address, 'dev', this.#near, ...nobody);
    const far = ['-n', this.space, 'neigh', 'replace', this.#gate, 'dev', this.#far];
    await runTool('ip', ...far, ...nobody);
  }

  async mend(): Promise<void> {
    await runTool('ip', 'neigh', 'delete', this.address, 'dev', this.#near);
    await runTool('ip', '-n', this.space, 'neigh', 'delete', this.#gate, 'dev', this.#far);
  }

  async remove(): Promise<void> {
    await runTool('ip', 'netns', 'delete', this.space).catch(() => undefined);
    await runTool('ip', 'link', 'delete', this.#near).catch(() => undefined);
  }
}

export interface Networks {
  /** Names of the processes that live in one of their own. */
  readonly names: readonly string[];
  /** Why there are none, where this machine does not allow it. */
  readonly missing: string | null;
  /** Command that starts a process in its network; empty where it has none of its own. */
  startedBy(name: string): readonly string[];
  /** Address at which the process is found. */
  addressOf(name: string): string;
  cut(name: string): Promise<void>;
  mend(name: string): Promise<void>;
  remove(): Promise<void>;
}

const SPACE = /^dws(\d+)-\d+$/;

/** Networks of a run that was killed outlive it: their names say whose they were. */
async function removeLeftOver(): Promise<void> {
  const listed = await runTool('ip', 'netns', 'list').catch(() => '');
  for (const [name = ''] of listed.split('\n').map((line) => line.split(' '))) {
    const [, owner] = SPACE.exec(name) ?? [];
    if (owner !== undefined && !isAlive(Number(owner))) await runTool('ip', 'netns', 'delete', name);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Lays a cable to each of these processes, before they are started. */
export async function layCables(names: readonly string[]): Promise<Networks> {
  const cables = new Map<string, Cable>();
  const remove = async (): Promise<void> => {
    for (const cable of cables.values()) await cable.remove();
  };
  const cableOf = (name: string): Cable => {
    const found = cables.get(name);
    if (!found) throw new Error(`expected ${[...cables.keys()].join(', ')}, found ${name}`);
    return found;
  };
  let missing: string | null = null;
  try {
    await removeLeftOver();
    // Interface names have at most 15 characters.
    for (const [number, name] of names.entries()) {
      const cable = new Cable(`dws${process.pid}`, number + 1);
      cables.set(name, cable);
      await cable.lay();
    }
  } catch (error) {
    await remove();
    cables.clear();
    missing = `a network of its own needs network namespaces: ${reasonOf(error)}`;
  }
  return {
    names: [...cables.keys()],
    missing,
    startedBy: (name) => {
      const cable = cables.get(name);
      return cable ? ['ip', 'netns', 'exec', cable.space] : [];
    },
    addressOf: (name) => cables.get(name)?.address ?? '127.0.0.1',
    cut: (name) => cableOf(name).cut(),
    mend: (name) => cableOf(name).mend(),
    remove,
  };
}
