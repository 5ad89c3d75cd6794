import { DwsError } from '@dws/kernel';

/** Where a record stands. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  /** Decimal text. */
  readonly offset: string;
}

/** With slashes or colons. */
const PLACE = /^([^/:]+)([/:])(\d{1,9})\2(\d{1,19})$/;

/** @throws DwsError `argument-invalid` */
export function parsePlace(text: string): Place {
  const [, topic, , partition, offset] = PLACE.exec(text) ?? [];
  if (topic !== undefined && partition !== undefined && offset !== undefined)
    return { topic, partition: Number(partition), offset };
  throw new DwsError('argument-invalid', `expected TOPIC:PARTITION:OFFSET, found "${text}"`);
}
