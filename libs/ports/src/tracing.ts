/** What a span is about, beside its name: numbers and texts, never contents of business records. */
export type SpanAttributes = Readonly<Record<string, string | number>>;

export interface SpanOf {
  /** W3C trace context that it belongs below; without it a trace begins here. */
  readonly traceparent?: string | undefined;
  readonly attributes?: SpanAttributes;
}

export interface OpenSpan {
  /** W3C trace context of this span, for what happens below it. */
  readonly traceparent: string;
  /** @param failure what ended it, where it did not go well */
  end(failure?: unknown): void;
}

/** Where spans go. A service that is given none costs nothing: every use asks first. */
export interface Tracing {
  begin(name: string, kind: SpanKind, span: SpanOf): OpenSpan;
  /** Sends what was ended and takes no more. */
  close(): Promise<void>;
}

/** As OpenTelemetry means it: work that came by a message, a call of another system, or work of our own. */
export type SpanKind = 'server' | 'consumer' | 'client' | 'internal';
