import type { CheckpointAnswer, ReviewDefaults } from '@dws/gate';
import { DwsError, type Domain } from '@dws/kernel';
import { dayIn, type Day, type LimitRule } from '@dws/limits';
import type { Authorizer, DecisionTable, PolicyFile } from '@dws/ports';
import { CHECKPOINT_COLUMNS, checkpointAnswers } from './checkpoint-columns.ts';
import type { PolicyEngines } from './policy-engines.ts';
import { readDomain, readLimits, type DomainSettings } from './settings.ts';

/** Everything that is decided about one domain. */
export interface DomainPolicies {
  readonly settings: DomainSettings;
  readonly defaults: ReviewDefaults;
  readonly limits: readonly LimitRule[];
  /** Day that a time falls on in this domain; milliseconds since the epoch. */
  readonly dayOf: (milliseconds: number) => Day;
  readonly authorizer: Authorizer;
  readonly table: DecisionTable;
  readonly answers: ReadonlyMap<string, CheckpointAnswer>;
}

export interface DomainFiles {
  readonly schema: PolicyFile;
  /** For every domain, then its own. */
  readonly access: readonly PolicyFile[];
  readonly checkpoints: PolicyFile;
  readonly limits: PolicyFile;
  readonly domain: PolicyFile;
}

/** @throws DwsError `config-invalid`, naming the file */
export function domainPolicies(domain: Domain, files: DomainFiles, engines: PolicyEngines): DomainPolicies {
  const settings = readDomain(files.domain);
  if (settings.domain !== domain) {
    const { name } = files.domain;
    throw new DwsError('config-invalid', `${name}: expected domain ${domain}, found ${settings.domain}`, {
      file: name,
    });
  }
  const table = engines.table(files.checkpoints, CHECKPOINT_COLUMNS);
  return {
    settings,
    defaults: { reviewers: settings.defaultReviewers, deadlineHours: settings.defaultDeadlineHours },
    limits: readLimits(files.limits),
    dayOf: dayIn(settings.timeZone),
    authorizer: engines.authorizer(files.schema, files.access),
    table,
    answers: checkpointAnswers(files.checkpoints, table),
  };
}
