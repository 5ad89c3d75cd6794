import { currentPerson } from '../app/person.ts';
import { noAnswer, problemOf } from './problem.ts';

const ROOT = '/api/v1';

/** How long a request may take before the page says that no answer came. Exports and downloads are links instead. */
const TIMEOUT_MS = 20_000;

/** Query of a request; what is empty is left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

export function addressOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `${ROOT}${path}${search === '' ? '' : `?${search}`}`;
}

/** Headers that say who asks: the development identity until people sign in. */
export function identityHeaders(): Record<string, string> {
  const person = currentPerson();
  return person === '' ? {} : { 'x-dws-person': person };
}

/** @throws ApiProblem */
export async function get<Answer>(path: string, query?: Query): Promise<Answer> {
  return send<Answer>(addressOf(path, query), { method: 'GET' });
}

/** @throws ApiProblem */
export async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  return send<Answer>(addressOf(path), {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
}

/** Loads a file as the person, who a plain link would not name, and hands it to the browser to keep. @throws ApiProblem */
export async function download(path: string, query: Query, name: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(addressOf(path, query), { headers: identityHeaders() });
  } catch {
    throw noAnswer();
  }
  if (!response.ok) throw problemOf(response.status, bodyOf(await response.text()));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

type Init = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };

async function send<Answer>(address: string, { headers: own = {}, ...init }: Init): Promise<Answer> {
  const headers = { accept: 'application/json', ...identityHeaders(), ...own };
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(address, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    body = bodyOf(await response.text());
  } catch {
    throw noAnswer();
  }
  if (!response.ok) throw problemOf(response.status, body);
  return body as Answer;
}

function bodyOf(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
