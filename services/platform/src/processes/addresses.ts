import { freePorts } from '@dws/kafka-local';

/** Where what runs on this machine is found. */
export interface Ports {
  readonly controlPlane: number;
  readonly gateway: number;
  readonly sandbox: number;
  readonly eventStore: number;
  readonly eventStoreHttp: number;
  /** Of the local broker. */
  readonly kafka: number;
}

export const DEFAULT_PORTS: Ports = {
  controlPlane: 4000,
  gateway: 4100,
  sandbox: 7400,
  eventStore: 2113,
  eventStoreHttp: 2114,
  kafka: 9092,
};

/** Ports nobody listens on now, for tests and for a second platform on one machine. */
export async function anyPorts(): Promise<Ports> {
  const [controlPlane = 0, gateway = 0, sandbox = 0, eventStore = 0, eventStoreHttp = 0, kafka = 0] =
    await freePorts(6);
  return { controlPlane, gateway, sandbox, eventStore, eventStoreHttp, kafka };
}

export const HOST = '127.0.0.1';

export function urlOf(port: number): string {
  return `http://${HOST}:${port}`;
}
