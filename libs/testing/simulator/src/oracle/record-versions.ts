interface Version {
  readonly version: string;
  readonly since: number;
  /** Case whose write left it, or null. */
  readonly byCase: string | null;
}

/** Every version that each record of the business systems has had. */
export class RecordVersions {
  readonly #now: () => number;
  readonly #records = new Map<string, Version[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  changed(record: string, version: string, byCase: string | null): void {
    const versions = this.#records.get(record) ?? [];
    versions.push({ version, since: this.#now(), byCase });
    this.#records.set(record, versions);
  }

  current(record: string): string | undefined {
    return this.#records.get(record)?.at(-1)?.version;
  }

  /** Whether somebody other than this case had changed the record after `version` and before `time`. */
  overtakenBefore(record: string, version: string, time: number, caseId: string): boolean {
    const versions = this.#records.get(record) ?? [];
    const place = versions.findIndex((entry) => entry.version === version);
    return versions.slice(place + 1).some(({ since, byCase }) => since < time && byCase !== caseId);
  }
}
