import { resolve } from 'node:path';
import { DwsError } from '@dws/kernel';
import { checkBackup, makeBackup, restoreBackup, type BackupNote } from '@dws/sqlite';
import { dataFolder } from '../platform/addresses.ts';
import { command } from '../shell/command.ts';
import { one } from '../shell/operand.ts';
import { text } from '../shell/option.ts';
import type { Shell } from '../shell/shell.ts';

const DATA = { data: text('FOLDER', 'data folder of the embedded store (default DWS_DATA)') };

export const backup = command({
  name: 'backup',
  does: 'copy the embedded store and its message log to a new folder, while they work',
  details:
    'Copies what stands at one moment and checks the copy. Seals and keys are not in it: keep them elsewhere, so that\n' +
    'a restored trail can be held to them.',
  operands: { target: one('FOLDER', 'where to; it must not be there yet') },
  options: DATA,
  example: '/backups/2026-03-01',
  run: async (args, shell) => {
    const target = resolve(shell.cwd, args.target);
    const at = new Date(shell.clock.now()).toISOString();
    const note = await makeBackup(folderOf(args, shell), target, at);
    return {
      data: { target, ...note },
      text: `${noteText(note)} are in ${target}`,
      next: `dws backup check ${target}`,
    };
  },
});

export const backupCheck = command({
  name: 'backup check',
  does: 'read all of a backup and hold it to what it says of itself',
  operands: { folder: one('FOLDER', 'of the backup') },
  options: {},
  example: '/backups/2026-03-01',
  run: async (args, shell) => {
    const folder = resolve(shell.cwd, args.folder);
    const note = await checkBackup(folder);
    return { data: { folder, ...note }, text: `sound: ${noteText(note)}` };
  },
});

export const restore = command({
  name: 'restore',
  does: 'put a backup in place as the embedded store, with the platform stopped',
  details:
    'Checks the backup first; the next start reads the restored store whole and holds it to the backup again. Never\n' +
    'writes over a store: move the old one away. Then "dws audit verify" says what the seals know that it lacks.',
  operands: { folder: one('FOLDER', 'of the backup') },
  options: DATA,
  example: '/backups/2026-03-01',
  run: async (args, shell) => {
    const data = folderOf(args, shell);
    const note = await restoreBackup(resolve(shell.cwd, args.folder), data);
    return {
      data: { data, ...note },
      text: `${noteText(note)} are in ${data}`,
      next: 'start the platform, then "dws audit verify"',
    };
  },
});

function folderOf({ data }: { readonly data: string | undefined }, shell: Shell): string {
  if ((shell.env['EVENTSTORE_URL'] ?? '') !== '' && data === undefined)
    throw new DwsError(
      'argument-invalid',
      'expected --data: EVENTSTORE_URL names a server, whose data folder is its own',
      {
        argument: '--data',
      },
    );
  return data === undefined ? resolve(shell.cwd, dataFolder(shell)) : resolve(shell.cwd, data);
}

function noteText({ events, takenAt, files }: BackupNote): string {
  const bytes = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
  return `${events} events (${(bytes / 1_048_576).toFixed(1)} MiB) as of ${takenAt}`;
}
