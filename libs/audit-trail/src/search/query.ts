import type { Instant } from '@dws/kernel';

/** What is asked of an entry; all of it must hold. docs/audit-search.md */
export type Condition =
  | {
      /** Text anywhere in the entry. */
      readonly kind: 'text';
      readonly text: string;
    }
  | {
      /** One of the texts in a field of that name. */
      readonly kind: 'field';
      readonly field: string;
      readonly anyOf: readonly string[];
    }
  | {
      readonly kind: 'number';
      readonly field: string;
      readonly comparison: Comparison;
      readonly value: number;
    }
  | {
      /** When the source event was written; both ends are included. */
      readonly kind: 'time';
      readonly from: Instant | null;
      readonly to: Instant | null;
    }
  | { readonly kind: 'not'; readonly condition: Condition };

export type Comparison = '>' | '>=' | '<' | '<=';

export type Query = readonly Condition[];

export function compares(found: number, comparison: Comparison, wanted: number): boolean {
  switch (comparison) {
    case '>':
      return found > wanted;
    case '>=':
      return found >= wanted;
    case '<':
      return found < wanted;
    case '<=':
      return found <= wanted;
  }
}
