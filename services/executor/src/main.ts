import { caseAuthenticity, RegistryView, servicePorts } from '@dws/application';
import { openGateMac, openPolicies, openReviewKeys, openWriter, runService, withRegistry } from '@dws/host';
import { claimPolicy } from '@dws/policies';
import { executor } from './app.ts';

const SERVICE = 'executor';

await runService(SERVICE, async ({ settings, surroundings }) => {
  const registry = new RegistryView(surroundings);
  const systems = openWriter(process.env, surroundings.clock);
  const service = executor(servicePorts(SERVICE, surroundings), {
    reader: systems,
    writer: systems,
    policy: claimPolicy(await openPolicies(process.env), registry.registry),
    authenticity: caseAuthenticity(await openGateMac(settings), await openReviewKeys(settings)),
  });
  return withRegistry(service, registry);
});
