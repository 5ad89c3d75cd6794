import { DwsError } from '@dws/kernel';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type Sampler,
} from '@opentelemetry/sdk-trace';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The sampler that `OTEL_TRACES_SAMPLER` and `OTEL_TRACES_SAMPLER_ARG` name; `parentbased_always_on` where they do not.
 * @throws DwsError `config-invalid`
 */
export function samplerOf(env: Environment): Sampler {
  const name = env['OTEL_TRACES_SAMPLER'] ?? '';
  const [, below = '', own = ''] =
    /^(parentbased_)?(.*)$/.exec(name === '' ? 'parentbased_always_on' : name) ?? [];
  const root = rootSampler(own, env);
  return below === '' ? root : new ParentBasedSampler({ root });
}

function rootSampler(name: string, env: Environment): Sampler {
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(ratioIn(env['OTEL_TRACES_SAMPLER_ARG'] ?? '1'));
    default:
      throw new DwsError(
        'config-invalid',
        `OTEL_TRACES_SAMPLER: expected always_on, always_off or traceidratio, alone or after parentbased_, found "${name}"`,
        { setting: 'OTEL_TRACES_SAMPLER' },
      );
  }
}

function ratioIn(text: string): number {
  const ratio = Number(text);
  if (text.trim() !== '' && ratio >= 0 && ratio <= 1) return ratio;
  throw new DwsError('config-invalid', `OTEL_TRACES_SAMPLER_ARG: expected 0 to 1, found "${text}"`, {
    setting: 'OTEL_TRACES_SAMPLER_ARG',
  });
}
