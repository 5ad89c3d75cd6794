import { describe, expect, it } from 'vitest';
import { packageFindings, type WorkspacePackage } from './package-findings.ts';

const KERNEL: WorkspacePackage = {
  folder: 'libs/kernel',
  name: '@dws/kernel',
  tags: ['layer:kernel'],
  dependencies: ['uuid'],
};
const PORTS: WorkspacePackage = {
  folder: 'libs/ports',
  name: '@dws/ports',
  tags: ['layer:ports'],
  dependencies: ['@dws/kernel'],
};
const GOVERNOR: WorkspacePackage = {
  folder: 'services/governor',
  name: '@dws/governor',
  tags: ['layer:service', 'service:governor'],
  dependencies: ['@dws/ports'],
};

describe('packages', () => {
  it('pass with tags of the list and dependencies of the table', () => {
    expect(packageFindings([KERNEL, PORTS, GOVERNOR])).toEqual([]);
  });

  it.each([
    ['no tags', []],
    ['two layers', ['layer:ports', 'layer:adapter']],
    ['a layer of their own', ['layer:misc']],
  ])('fail with %s', (_name, tags) => {
    expect(packageFindings([{ ...PORTS, tags, dependencies: [] }])).toEqual([
      expect.stringContaining('libs/ports: expected one of layer:kernel'),
    ]);
  });

  it('fail when a service lacks its own tag', () => {
    expect(packageFindings([{ ...GOVERNOR, tags: ['layer:service'] }])).toEqual([
      'services/governor: expected the tag service:governor, and governor in scripts/lint/layers.ts',
    ]);
  });

  it('fail when the kernel declares what it may not import', () => {
    expect(packageFindings([{ ...KERNEL, dependencies: ['@dws/ports'] }, PORTS])).toEqual([
      'libs/kernel: layer:kernel may not depend on @dws/ports (layer:ports); specs name it in devDependencies',
    ]);
  });

  it('fail when a service declares another service', () => {
    const executor = { ...GOVERNOR, folder: 'services/executor', name: '@dws/executor' };
    const packages = [
      { ...executor, tags: ['layer:service', 'service:executor'] },
      { ...GOVERNOR, dependencies: ['@dws/executor'] },
    ];
    expect(packageFindings(packages)).toEqual([
      expect.stringContaining('service:governor may not depend on @dws/executor'),
    ]);
  });
});
