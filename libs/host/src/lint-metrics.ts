interface Described {
  help: boolean;
  type: string;
  readonly labels: Set<string>;
}

const BASE_UNITS: Readonly<Record<string, string>> = {
  milliseconds: 'seconds',
  microseconds: 'seconds',
  nanoseconds: 'seconds',
  minutes: 'seconds',
  hours: 'seconds',
  days: 'seconds',
  kilobytes: 'bytes',
  megabytes: 'bytes',
  gigabytes: 'bytes',
  percent: 'ratio',
};
const TYPES = ['counter', 'gauge', 'histogram', 'summary'];
const SNAKE = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/**
 * What `promtool check metrics` would say of a page of metrics: names and labels by
 * https://prometheus.io/docs/practices/naming/. For specs. Metrics of the Node process are the library's.
 */
export function lintMetrics(page: string): readonly string[] {
  return [...described(page)]
    .filter(([name]) => !/^(nodejs|process)_/.test(name))
    .flatMap(([name, metric]) => flawsOf(name, metric).map((flaw) => `${name}: ${flaw}`));
}

function flawsOf(name: string, { help, type, labels }: Described): readonly string[] {
  const words = name.split('_');
  const flaws: string[] = [];
  if (!SNAKE.test(name)) flaws.push('expected a name in snake_case');
  if (!help) flaws.push('expected a help text');
  if (type === 'counter' && !name.endsWith('_total')) flaws.push('expected a counter to end in _total');
  if (type !== 'counter' && name.endsWith('_total')) flaws.push('expected only counters to end in _total');
  if (type !== 'histogram' && /_(bucket|count|sum)$/.test(name))
    flaws.push('expected only histograms to end in _bucket, _count or _sum');
  for (const word of words) {
    const base = BASE_UNITS[word];
    if (base !== undefined) flaws.push(`expected ${base} instead of ${word}`);
    if (TYPES.includes(word)) flaws.push('expected a name without its type');
  }
  for (const label of labels) {
    if (label === 'le' ? type !== 'histogram' : label === 'quantile' ? type !== 'summary' : false)
      flaws.push(`label ${label} is reserved`);
    else if (!SNAKE.test(label)) flaws.push(`expected label ${label} in snake_case`);
  }
  return flaws;
}

function described(page: string): ReadonlyMap<string, Described> {
  const metrics = new Map<string, Described>();
  const of = (name: string): Described => {
    const found = metrics.get(name) ?? { help: false, type: 'untyped', labels: new Set<string>() };
    metrics.set(name, found);
    return found;
  };
  for (const line of page.split('\n')) {
    const [, keyword = '', name = '', rest = ''] = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line) ?? [];
    if (keyword === 'HELP') of(name).help = rest !== '';
    if (keyword === 'TYPE') of(name).type = rest;
    const [, sample = '', labels = ''] = /^([a-zA-Z_:]\w*)(?:\{(.*)\})? /.exec(line) ?? [];
    if (sample === '') continue;
    const base = sample.replace(/_(bucket|count|sum)$/, '');
    const metric = metrics.get(base)?.type === 'histogram' ? of(base) : of(sample);
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) metric.labels.add(label);
  }
  return metrics;
}
