import { GateMac } from '@dws/application';
import { cedarAuthorizer } from '@dws/cedar';
import { customerExperience, type Models } from '@dws/customer-experience-workers';
import type { EscalationPath } from '@dws/escalation';
import { loadPaths, PATHS_FOLDER } from '@dws/escalation-router';
import { POLICIES_FOLDER } from '@dws/governor';
import { sha256, type Domain, type JsonObject } from '@dws/kernel';
import { domainsOf, readPolicyFiles, type DomainPolicies } from '@dws/policies';
import type { Authorizer, DecisionTable, SchemaCodec, Signer, TableRow } from '@dws/ports';
import { seedCompany, type SeedRecord } from '@dws/sandbox-company';
import { createFileSchemaCodec } from '@dws/schema-files';
import { EPOCH, type CountLimit } from '@dws/simulator';
import type { WorkerManifest } from '@dws/worker';
import { zenTable } from '@dws/zen';
import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { knownWorkers } from '../../known-workers.ts';
import { SANDBOX_STAGES } from '../../sandbox-stages.ts';
import { Remembered } from './remembered.ts';

/** A table's answers are a matter of its facts alone: asked once, known in every world after. */
export interface RememberingTable extends DecisionTable {
  /** The answer to facts that were asked before; undefined where they never were. */
  known(facts: JsonObject): TableRow | null | undefined;
}

/** What all worlds have in common: loaded once, and never changed by one of them. */
export interface SharedParts {
  readonly codec: SchemaCodec;
  readonly policiesHash: string;
  readonly domains: ReadonlyMap<Domain, DomainPolicies & { readonly table: RememberingTable }>;
  readonly limits: readonly CountLimit[];
  readonly paths: ReadonlyMap<string, EscalationPath>;
  readonly manifests: readonly WorkerManifest[];
  readonly models: Models;
  readonly mac: GateMac;
  readonly reviewKeys: ReadonlyMap<string, KeyObject>;
  readonly reviewSigner: Signer;
  readonly sealSigner: Signer;
  readonly records: readonly SeedRecord[];
}

/** Small enough that a handful of signals comes to them. */
const LIMITS: Readonly<Record<string, string>> = {
  'customer-experience/limits.yaml': `limits:
  - { id: cx-messages, countBy: customer, externalOnly: true, maxCount: 3, onReach: review }
  - { id: cx-routes, countBy: worker, workers: [ticket-classification], maxCount: 3, onReach: review }
  - { id: cx-notes, countBy: action-kind, actionKinds: [crm.add-note], maxCount: 1, onReach: deny }
`,
  'revenue/limits.yaml': `limits:
  - { id: revenue-messages, countBy: customer, externalOnly: true, maxCount: 2, onReach: review }
  - { id: revenue-scores, countBy: action-kind, actionKinds: [crm.update-health-score], maxCount: 1, onReach: review }
`,
};

const ACCOUNTS: readonly string[] = ['acc-0001', 'acc-0002', 'acc-0007'];
const COMPANY_SEED = 7;

export async function loadSharedParts(): Promise<SharedParts> {
  const files = new Map([...(await readPolicyFiles(POLICIES_FOLDER)), ...Object.entries(LIMITS)]);
  const domains = domainsOf(files, { authorizer: rememberingAuthorizer, table: rememberingTable });
  const codec = createFileSchemaCodec();
  await codec.ready();
  const review = signerOf('review', 1);
  const manifests = knownWorkers().map(({ manifest }) => ({
    ...manifest,
    stage: SANDBOX_STAGES[manifest.id] ?? manifest.stage,
  }));
  const [runnable] = customerExperience();
  const model = runnable?.model as never;
  return {
    codec,
    policiesHash: sha256('simulated policies'),
    domains: domains as SharedParts['domains'],
    limits: [...domains].flatMap(([domain, { limits }]) =>
      limits.map(({ id, maxCount = Infinity, workers, actionKinds, externalOnly }) => ({
        ...{ id, domain, maxCount, workers, actionKinds, externalOnly },
      })),
    ),
    paths: await loadPaths(PATHS_FOLDER),
    manifests,
    models: { ticketClassification: { model, version: runnable?.modelVersion ?? '' } },
    mac: new GateMac(new Uint8Array(32).fill(3)),
    reviewKeys: new Map([['review', review.key]]),
    reviewSigner: review.signer,
    sealSigner: signerOf('seal', 2).signer,
    records: seedCompany(COMPANY_SEED, EPOCH).filter(isOfOurs),
  };
}

/** A few accounts and what belongs to them: reading a company of hundreds is not what is tried here. */
function isOfOurs({ recordType, id, fields }: SeedRecord): boolean {
  const account = fields['accountId'];
  return (
    recordType === 'channel' ||
    ACCOUNTS.includes(id) ||
    (typeof account === 'string' && ACCOUNTS.includes(account))
  );
}

function rememberingAuthorizer(...given: Parameters<typeof cedarAuthorizer>): Authorizer {
  const engine = cedarAuthorizer(...given);
  const answers = new Remembered<ReturnType<Authorizer['decide']>>();
  return {
    decide: (request) => {
      const key = JSON.stringify(request);
      const known = answers.get(key);
      if (known) return known;
      const answer = engine.decide(request);
      answers.set(key, answer);
      return answer;
    },
  };
}

function rememberingTable(...given: Parameters<typeof zenTable>): RememberingTable {
  const engine = zenTable(...given);
  const answers = new Remembered<TableRow | null>();
  return {
    rows: engine.rows,
    known: (facts) => answers.get(JSON.stringify(facts)),
    evaluate: async (facts) => {
      const answer = await engine.evaluate(facts);
      answers.set(JSON.stringify(facts), answer);
      return answer;
    },
  };
}

/** Keys of our own making, the same in every run: Ed25519 in PKCS #8, the secret being one byte 32 times. */
function signerOf(keyId: string, secret: number): { readonly signer: Signer; readonly key: KeyObject } {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const der = Buffer.concat([prefix, Buffer.alloc(32, secret)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const key = createPublicKey(privateKey);
  const publicKey = key.export({ type: 'spki', format: 'pem' }).toString();
  return {
    key,
    signer: {
      keyId,
      publicKey,
      sign: async (text) => sign(null, Buffer.from(text), privateKey).toString('base64'),
    },
  };
}
