import { RegistryView, servicePorts } from '@dws/application';
import { openAfterReviewKey, openGateMac, openPolicies, runService, withRegistry } from '@dws/host';
import { governor } from './app.ts';

const SERVICE = 'governor';

await runService(SERVICE, async ({ settings, surroundings }) => {
  const registry = new RegistryView(surroundings);
  const service = governor(servicePorts(SERVICE, surroundings), {
    policies: await openPolicies(process.env),
    registry: registry.registry,
    mac: await openGateMac(settings),
    afterReviewKey: await openAfterReviewKey(settings),
  });
  return withRegistry(service, registry);
});
