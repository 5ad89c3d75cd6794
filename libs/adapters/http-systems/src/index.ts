export { HttpSystems, type HttpSystemsOptions } from './http-systems.ts';
export { HttpSystemsManifest } from './manifest.ts';
export { sandboxManifest } from './sandbox-manifest.ts';
