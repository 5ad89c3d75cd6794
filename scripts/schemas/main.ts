import { join } from 'node:path';
import { allContracts } from '@dws/contracts';
import { checkAll } from './check.ts';
import { freeze, readFrozen } from './files.ts';
import { recordStream } from './record-stream.ts';
import { recordFixtures } from './record.ts';

const SCHEMAS = join(import.meta.dirname, '../../schemas');
const USAGE = `npm run schemas -- check    every schema against all its frozen versions
npm run schemas -- record   bytes of the fixtures in versions that are not frozen
npm run schemas -- freeze   the current versions, at a release
npm run schemas -- stream CASE NAME [URL]   a case of a running platform, to be folded for ever`;

switch (process.argv[2]) {
  case 'check': {
    const frozen = readFrozen(SCHEMAS);
    const problems = checkAll(new Map(allContracts().map(({ type, schema }) => [type, schema])), frozen);
    for (const problem of problems) console.error(problem);
    console.log(
      `${allContracts().length} schemas, ${frozen.length} frozen versions, ${problems.length} problems`,
    );
    if (problems.length > 0) process.exitCode = 1;
    break;
  }
  case 'record':
    for (const path of await recordFixtures(SCHEMAS)) console.log(path);
    break;
  case 'freeze':
    for (const path of freeze(SCHEMAS)) console.log(path);
    break;
  case 'stream': {
    const [, , , caseId, name, url = 'http://127.0.0.1:4000'] = process.argv;
    if (caseId === undefined || name === undefined) {
      console.error(USAGE);
      process.exitCode = 2;
      break;
    }
    console.log(await recordStream(SCHEMAS, caseId, name, url));
    break;
  }
  default:
    console.error(USAGE);
    process.exitCode = 2;
}
