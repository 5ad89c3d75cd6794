import { AuditRecorder, type AuditRecorderOptions } from './audit-recorder.ts';

/** Builds and starts the recorder; `stop` drains it. */
export function startAuditRecorder(options: AuditRecorderOptions): AuditRecorder {
  const recorder = new AuditRecorder(options);
  recorder.start();
  return recorder;
}

export {
  AuditRecorder,
  type AuditLag,
  type AuditRecorderOptions,
  type RecorderState,
} from './audit-recorder.ts';
export type { Recorder } from './recorder.ts';
export { RecorderThread, type RecorderThreadOptions } from './thread/recorder-thread.ts';
export { recorderService } from './recorder-service.ts';
export { DEFAULT_SETTINGS, WINDOW_EVENTS, type RecorderSettings } from './settings.ts';
export type { Sleep } from './sleep.ts';
