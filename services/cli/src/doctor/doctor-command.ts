import { command } from '../shell/command.ts';
import { EXIT } from '../shell/exit.ts';
import { flag } from '../shell/option.ts';
import { facts } from '../shell/table.ts';
import type { Finding } from './check.ts';
import { forgeryCheck } from './forgery-check.ts';
import { dataCheck, javaCheck, modelCheck, nodeCheck } from './machine-checks.ts';
import { openKafka } from '../topics/open-broker.ts';
import { platformChecks, serverChecks } from './service-checks.ts';

export const doctor = command({
  name: 'doctor',
  does: 'check this machine, the settings and what they point at',
  details: 'Ends with 6 where something fails. A warning is what may be meant to be so.',
  operands: {},
  options: { bounds: flag('every bound of queues, batches, retries and timeouts too') },
  example: '--bounds',
  run: async (args, shell) => {
    // Loaded here: the services behind them would slow every other command down.
    const [{ BOUNDS }, { settingsChecks }] = await Promise.all([
      import('./bounds.ts'),
      import('./settings-checks.ts'),
    ]);
    const findings = [
      nodeCheck(process.version),
      await javaCheck(shell),
      dataCheck(shell),
      modelCheck(shell),
      ...(await platformChecks(shell)),
      ...(await serverChecks(shell)),
      await forgeryCheck(openKafka, shell),
      ...settingsChecks(shell),
    ];
    const failed = findings.filter(({ level }) => level === 'fail').length;
    return {
      data: { ok: failed === 0, findings, bounds: BOUNDS },
      text: [
        page(findings),
        ...(args.bounds ? ['', boundsPage(BOUNDS)] : []),
        failed === 0 ? 'nothing fails' : `${failed} fail`,
      ].join('\n'),
      exit: failed === 0 ? EXIT.ok : EXIT.differs,
    };
  },
});

function page(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ what }) => what.length)) + 2;
  return findings
    .map(
      ({ level, what, found, todo }) =>
        `${level.padEnd(6)}${what.padEnd(width)}${found}${todo ? `. ${todo}` : ''}`,
    )
    .join('\n');
}

function boundsPage(all: Readonly<Record<string, object>>): string {
  return Object.entries(all)
    .map(([part, bounds]) => {
      const rows = Object.entries(bounds).map(([name, value]) => [`  ${name}`, String(value)] as const);
      return `bounds of ${part}\n${facts(rows)}`;
    })
    .join('\n');
}
