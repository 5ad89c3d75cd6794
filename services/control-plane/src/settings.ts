import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { CONTROL_PLANE_DEFAULTS, CONSOLE_FOLDER, PEOPLE_FILE } from './app.ts';

const { host, port, bodyLimit } = CONTROL_PLANE_DEFAULTS;
const whole = z.coerce.number().int();

/** The control plane's own settings, from the environment. */
export const controlPlaneSettings = z.object({
  CONTROL_PLANE_HOST: z.string().default(host).describe('Address to listen on.'),
  CONTROL_PLANE_PORT: whole
    .min(0)
    .max(65_535)
    .default(port)
    .describe('Port to listen on; 0 for any free one.'),
  CONTROL_PLANE_BODY_LIMIT: whole.min(1_024).default(bodyLimit).describe('Bytes of a request body.'),
  CONTROL_PLANE_PEOPLE: z
    .string()
    .default('')
    .transform((path) => (path === '' ? PEOPLE_FILE : pathToFileURL(path)))
    .describe('File with people and their roles. Empty: those of the sandbox company.'),
  CONTROL_PLANE_CONSOLE: z
    .string()
    .default('')
    .transform((path) => (path === '' ? CONSOLE_FOLDER : pathToFileURL(`${path}/`)))
    .describe('Folder of the built console. Empty: services/console/dist.'),
  AUDIT_INDEX: z
    .string()
    .default('')
    .describe('File of the search index, which can be thrown away. Empty: `search.db` in DWS_DATA.'),
  AUDIT_SEALS: z.string().default('').describe('Folder of the seals. Empty: `seals` in DWS_DATA.'),
});
