export { problemOf, type Problem } from './problem.ts';
export { refuseAddress } from './refuse-address.ts';
export { boundConnections, boundedServer, SERVER_BOUNDS, type ServerBounds } from './server-bounds.ts';
export { isTooDeep, MAX_LEVELS } from './too-deep.ts';
