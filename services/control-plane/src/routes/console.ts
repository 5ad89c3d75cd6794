import fastifyStatic from '@fastify/static';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Server } from './server.ts';

/** Serves the built console at `/`, where there is one. Its own routes are all of the one page. */
export async function consoleFiles(server: Server, folder: URL): Promise<boolean> {
  const root = fileURLToPath(folder);
  if (!existsSync(root)) return false;
  await server.register(fastifyStatic, { root, wildcard: false, schemaHide: true });
  return true;
}
