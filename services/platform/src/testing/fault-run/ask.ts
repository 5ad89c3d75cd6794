const TIMEOUT_MS = 10_000;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Question {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: object;
  readonly type?: string;
  readonly timeoutMs?: number;
}

/** Asks by HTTP. Null where nobody answered whole: whether it was done is then not known. */
export async function ask(url: string, question: Question = {}): Promise<Answer | null> {
  const { method = 'GET', headers = {}, body, type = 'application/json', timeoutMs = TIMEOUT_MS } = question;
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...headers, ...(body ? { 'content-type': type } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
  } catch {
    return null;
  }
}
