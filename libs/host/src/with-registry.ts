import type { RegistryView, RunningService } from '@dws/application';

/** A service together with the registry that it asks: known before the service starts, followed until it stops. */
export function withRegistry(service: RunningService, registry: RegistryView): RunningService {
  return {
    ...service,
    start: async () => {
      await registry.start();
      await service.start();
    },
    stop: async () => {
      await service.stop();
      await registry.stop();
    },
  };
}
