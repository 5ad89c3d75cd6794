import { DwsError } from '@dws/kernel';
import { z } from 'zod';
import { text } from '../shell/option.ts';
import type { Shell } from '../shell/shell.ts';
import { addressOf } from './addresses.ts';
import { send, type HttpRequest, type Service } from './http.ts';

/** Options of every command that asks the control plane. */
export const CONTROL_PLANE_OPTIONS = {
  as: text('PERSON', 'who you are to the control plane (default DWS_PERSON, else your user name)'),
} as const;

export interface Caller {
  readonly as: string | undefined;
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** The control plane, as its HTTP interface offers it. Every answer is held to the schema that the caller expects. */
export class ControlPlane {
  readonly #service: Service;
  readonly #shell: Shell;
  readonly #person: string;

  /** @throws DwsError `config-invalid` */
  constructor(shell: Shell, { as }: Caller) {
    this.#shell = shell;
    this.#person = as ?? (shell.env['DWS_PERSON'] || shell.user);
    this.#service = { name: 'control plane', url: addressOf('DWS_URL', shell), setting: 'DWS_URL' };
  }

  get<T>(path: string, schema: z.ZodType<T>, query: Query = {}): Promise<T> {
    return this.#ask({ method: 'GET', path: `${path}${queryText(query)}` }, schema);
  }

  post<T>(path: string, body: unknown, schema: z.ZodType<T>): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    return this.#ask({ method: 'POST', path, headers, body: JSON.stringify(body) }, schema);
  }

  /** An answer too large to hold: its pieces as they come. */
  async stream(path: string, query: Query, timeoutMs: number): Promise<ReadableStream<Uint8Array>> {
    const answer = await this.#send({ method: 'GET', path: `${path}${queryText(query)}`, timeoutMs });
    if (answer.body === null) throw this.#unexpected(path, 'an empty answer');
    return answer.body;
  }

  async #ask<T>(request: HttpRequest, schema: z.ZodType<T>): Promise<T> {
    const answer = await this.#send(request);
    const content = await answer.text();
    let value: unknown;
    try {
      value = JSON.parse(content);
    } catch {
      throw this.#unexpected(request.path, 'no JSON');
    }
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    throw this.#unexpected(request.path, z.prettifyError(parsed.error).replaceAll('\n', ' '));
  }

  #send(request: HttpRequest): Promise<Response> {
    const headers = { ...request.headers, 'x-dws-person': this.#person };
    return send(this.#service, { ...request, headers }, this.#shell);
  }

  #unexpected(path: string, found: string): DwsError {
    const { url } = this.#service;
    return new DwsError('payload-invalid', `the answer of ${url}${path} is not as expected: ${found}`, {
      next: 'Use the dws of the platform that runs there.',
    });
  }
}

function queryText(query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
}
