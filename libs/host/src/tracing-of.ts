import type { Tracing } from '@dws/ports';

/** Tracing as the standard `OTEL_*` variables ask for it; the SDK is loaded only where they do. */
export async function tracingOf(
  service: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Tracing | undefined> {
  const asked = Object.keys(env).some((name) => name.startsWith('OTEL_'));
  if (!asked) return undefined;
  const { openTracing, tracingIsOn } = await import('@dws/opentelemetry');
  return tracingIsOn(env) ? openTracing(service, env) : undefined;
}
