import type { RunningService } from '@dws/application';
import { AuditRecorder, type AuditRecorderOptions } from './audit-recorder.ts';

/** The recorder as a service of a process. A standby is ready: it takes over by itself. */
export function recorderService(options: AuditRecorderOptions): RunningService {
  const recorder = new AuditRecorder(options);
  return {
    name: 'audit-recorder',
    failed: recorder.failed,
    ready: () => recorder.state === 'active' || recorder.state === 'standby' || recorder.state === 'starting',
    start: async () => {
      recorder.start();
    },
    stop: () => recorder.stop(),
  };
}
