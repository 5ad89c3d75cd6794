import { DwsError } from '@dws/kernel';
import type { OpenSpan, SpanKind, SpanOf, Tracing } from '@dws/ports';
import {
  ROOT_CONTEXT,
  SpanKind as Kind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Context,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { samplerOf } from './sampler.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const ENDPOINTS = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] as const;

/** Whether the standard variables ask for traces: an exporter that is named, or an address to send them to. */
export function tracingIsOn(env: Environment): boolean {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return false;
  const exporter = env['OTEL_TRACES_EXPORTER'] ?? '';
  if (exporter === 'none') return false;
  return exporter === 'otlp' || ENDPOINTS.some((name) => (env[name] ?? '') !== '');
}

/**
 * Spans by OTLP over HTTP in JSON. Address, headers, timeout, resource, sampler and batching are those of the standard
 * `OTEL_*` variables. What the queue does not hold is dropped: tracing never makes work wait.
 * @throws DwsError `config-invalid` for an exporter or a protocol that is not here
 */
export function openTracing(service: string, env: Environment): Tracing {
  expectOneOf(env, 'OTEL_TRACES_EXPORTER', ['otlp']);
  expectOneOf(env, 'OTEL_EXPORTER_OTLP_PROTOCOL', ['http/json']);
  expectOneOf(env, 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', ['http/json']);
  const resource = resourceFromAttributes({ 'service.name': service, 'service.namespace': 'dws' }).merge(
    detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] }),
  );
  const provider = new TracerProvider({
    resource,
    sampler: samplerOf(env),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(),
        ...wholeIn(env, 'OTEL_BSP_SCHEDULE_DELAY', 'scheduledDelayMillis'),
        ...wholeIn(env, 'OTEL_BSP_MAX_QUEUE_SIZE', 'maxQueueSize'),
        ...wholeIn(env, 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 'maxExportBatchSize'),
      }),
    ],
  });
  const tracer = provider.getTracer('dws');
  return {
    begin: (name, kind, { traceparent, attributes = {} }: SpanOf): OpenSpan => {
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes }, contextOf(traceparent));
      const { traceId, spanId, traceFlags } = span.spanContext();
      return {
        traceparent: `00-${traceId}-${spanId}-${(traceFlags & TraceFlags.SAMPLED) === 1 ? '01' : '00'}`,
        end: (failure) => {
          if (failure !== undefined)
            span.setStatus({
              code: SpanStatusCode.ERROR,
              message: failure instanceof Error ? failure.message : '',
            });
          span.end();
        },
      };
    },
    close: () => provider.shutdown(),
  };
}

const KINDS: Readonly<Record<SpanKind, Kind>> = {
  server: Kind.SERVER,
  consumer: Kind.CONSUMER,
  client: Kind.CLIENT,
  internal: Kind.INTERNAL,
};

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** What cannot be read begins a trace of its own: a caller's mistake must not lose ours. */
function contextOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  const traceFlags = parseInt(flags, 16) & TraceFlags.SAMPLED;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

function expectOneOf(env: Environment, name: string, known: readonly string[]): void {
  const found = env[name] ?? '';
  if (found === '' || known.includes(found)) return;
  throw new DwsError('config-invalid', `${name}: expected ${known.join(' or ')}, found "${found}"`, {
    setting: name,
  });
}

function wholeIn<N extends string>(env: Environment, name: string, option: N): Partial<Record<N, number>> {
  const text = env[name] ?? '';
  if (text === '') return {};
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return { [option]: value } as Record<N, number>;
  throw new DwsError('config-invalid', `${name}: expected a whole number above 0, found "${text}"`, {
    setting: name,
  });
}
