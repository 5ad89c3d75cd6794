export { buildSandbox, type Sandbox, type SandboxOptions } from './app.ts';
export type { AccessTokens } from './access-tokens.ts';
export { readConfig, type SandboxConfig } from './config.ts';
export { gatewayPublisher, type GatewayPublisher } from './signals/gateway-publisher.ts';
export {
  SignalsFlow,
  type FlowStatus,
  type Publish,
  type SignalsFlowOptions,
} from './signals/signals-flow.ts';
