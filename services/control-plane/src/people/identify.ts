import type { Log } from '@dws/application';
import { DwsError } from '@dws/kernel';
import type { FastifyRequest } from 'fastify';
import type { People, Person } from './people.ts';

/** Says who sent a request. @throws DwsError `unauthenticated` */
export type Identify = (request: FastifyRequest) => Person | Promise<Person>;

export const PERSON_HEADER = 'x-dws-person';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LOCAL_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Believes the header `X-Dws-Person`, from this machine only. For development: anybody on the machine can be
 * anybody. The host is checked as well, so that no page in a browser can reach it under a name of its own; a
 * header of our own keeps other origins out, since they would have to ask first.
 */
export function developmentIdentities(people: People, log: Log): Identify {
  log.warn({}, 'DEVELOPMENT IDENTITIES: whoever reaches this machine is believed to be who they say');
  return ({ headers, socket, host }) => {
    if (!LOOPBACK.has(socket.remoteAddress ?? '') || !LOCAL_HOST.test(host))
      throw new DwsError('unauthenticated', 'development identities are for requests from this machine');
    const id = headers[PERSON_HEADER];
    if (typeof id !== 'string' || id === '')
      throw new DwsError('unauthenticated', `expected the header ${PERSON_HEADER} with the id of a person`);
    const person = people.find(id);
    if (!person) throw new DwsError('unauthenticated', `there is no person "${id}"`);
    return person;
  };
}
