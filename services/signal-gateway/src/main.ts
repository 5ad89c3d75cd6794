import { servicePorts } from '@dws/application';
import { newTraceparent, parseSettings, runService } from '@dws/host';
import { GATEWAY_DEFAULTS, signalGateway } from './app.ts';
import { gatewaySettings } from './settings.ts';

await runService('signal-gateway', async ({ surroundings }) => {
  const settings = parseSettings(gatewaySettings, process.env);
  return signalGateway(servicePorts('signal-gateway', surroundings), {
    ...GATEWAY_DEFAULTS,
    host: settings.GATEWAY_HOST,
    port: settings.GATEWAY_PORT,
    bodyLimit: settings.GATEWAY_BODY_LIMIT,
    newTraceparent,
  });
});
