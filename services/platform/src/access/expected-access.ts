/*
 * Who may do what at the brokers, written by hand from the architecture (docs/architecture.md, "The flow") and never
 * from topics/: access.kafka.spec.ts tries every line on a real broker. `R` reads, `W` writes, `.` may do neither.
 */

const KINDS = [
  'inbound',
  'signals',
  'escalations',
  'action-proposals',
  'action-decisions',
  'action-executions',
  'case-due',
] as const;

/** Columns as in `KINDS`. Workers: in their own domain. */
const TOPICS = `
  signal-gateway                R   W   .   .   .   .   .
  revenue-workers               .   R   R   W   .   .   R    revenue
  customer-experience-workers   .   R   R   W   .   .   R    customer-experience
  governor                      .   .   .   R   RW  .   R
  executor                      .   .   .   .   R   W   RW
  escalation-router             .   .   W   .   R   W   RW
  control-plane                 R   R   R   W   W   W   W
  audit-recorder                .   .   .   .   .   .   .
  data-platform                 .   R   .   R   R   R   .
  downstream-teams              .   .   R   .   .   R   .
  business-systems              W   .   .   .   .   .   .
  operator                      RW  RW  RW  RW  RW  .   RW
`;

const DOMAINS = ['revenue', 'customer-experience', 'it-operations', 'finance', 'security', 'human-resources'];

/** The operator reads and writes what some group reads; nobody hands anything over to these domains yet. */
const NOBODY_READS = [
  ...['it-operations', 'finance', 'security', 'human-resources'].flatMap((domain) => [
    `signals.${domain}.v1`,
    `escalations.${domain}.v1`,
  ]),
];

/** The one identity that may join each group, and so write to its dead-letter topics; all domains where none is named. */
export const GROUPS: readonly {
  readonly group: string;
  readonly service: string;
  readonly reads: string;
  readonly domain?: string;
}[] = [
  { group: 'signal-gateway', service: 'signal-gateway', reads: 'inbound' },
  { group: 'governor', service: 'governor', reads: 'action-proposals' },
  { group: 'governor.approvals', service: 'governor', reads: 'action-decisions' },
  { group: 'governor.due', service: 'governor', reads: 'case-due' },
  { group: 'executor', service: 'executor', reads: 'action-decisions' },
  { group: 'executor.due', service: 'executor', reads: 'case-due' },
  { group: 'escalation-router', service: 'escalation-router', reads: 'action-decisions' },
  { group: 'escalation-router.due', service: 'escalation-router', reads: 'case-due' },
  ...['ticket-classification', 'churn-signal'].flatMap((worker) => [
    {
      group: worker,
      service: 'customer-experience-workers',
      reads: 'signals',
      domain: 'customer-experience',
    },
    {
      group: `${worker}.due`,
      service: 'customer-experience-workers',
      reads: 'case-due',
      domain: 'customer-experience',
    },
  ]),
  { group: 'revenue-execution', service: 'revenue-workers', reads: 'signals', domain: 'revenue' },
  { group: 'revenue-execution', service: 'revenue-workers', reads: 'escalations', domain: 'revenue' },
  { group: 'revenue-execution.due', service: 'revenue-workers', reads: 'case-due', domain: 'revenue' },
];

/** `identity topic` → the operations that are allowed, `''` for none. */
export const EXPECTED: ReadonlyMap<string, string> = new Map(
  TOPICS.trim()
    .split('\n')
    .flatMap((line) => {
      const [identity = '', ...cells] = line.trim().split(/\s+/);
      const own = cells[KINDS.length];
      return DOMAINS.flatMap((domain) =>
        KINDS.map((kind, column) => {
          const topic = `${kind}.${domain}.v1`;
          const none =
            (own !== undefined && own !== domain) ||
            (identity === 'operator' &&
              (NOBODY_READS.includes(topic) || topic === 'escalations.customer-experience.v1'));
          return [`${identity} ${topic}`, none ? '' : (cells[column] ?? '').replace('.', '')] as const;
        }),
      );
    }),
);

export const IDENTITIES: readonly string[] = [
  ...new Set([...EXPECTED.keys()].map((key) => key.split(' ')[0] ?? '')),
];

/** Dead-letter topics of the groups above. */
export const DEAD_LETTERS = GROUPS.flatMap(({ group, service, reads, domain }) =>
  (domain === undefined ? DOMAINS : [domain]).map((one) => ({
    topic: `${reads}.${one}.v1.${group}.dlq`,
    service,
  })),
);
