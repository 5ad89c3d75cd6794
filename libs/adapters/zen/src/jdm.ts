import { DwsError } from '@dws/kernel';
import type { PolicyFile } from '@dws/ports';
import { z } from 'zod';

const column = z.looseObject({ id: z.string().min(1), field: z.string().min(1) });
const table = z.looseObject({
  hitPolicy: z.literal('first'),
  inputs: z.array(column).min(1),
  outputs: z.array(column).min(1),
  rules: z.array(z.record(z.string(), z.string())).min(1),
});
const jdm = z.looseObject({
  nodes: z.array(z.looseObject({ id: z.string(), type: z.string(), content: z.unknown().optional() })),
  edges: z.array(z.looseObject({ sourceId: z.string(), targetId: z.string() })),
});

export type JdmTable = z.infer<typeof table>;
export type JdmRule = Record<string, string>;

/** A JDM file that holds one decision table between its input and its output, as its editors write it. */
export interface JdmFile {
  readonly document: z.infer<typeof jdm>;
  readonly table: JdmTable;
}

/** @throws DwsError `config-invalid` */
export function readJdm(file: PolicyFile): JdmFile {
  const document = parsed(file, jdm, json(file));
  const types = document.nodes.map(({ type }) => type).toSorted();
  if (types.join(' ') !== 'decisionTableNode inputNode outputNode') {
    throw invalid(file, `expected one input, one decision table and one output, found ${types.join(', ')}`);
  }
  const node = document.nodes.find(({ type }) => type === 'decisionTableNode');
  return { document, table: parsed(file, table, node?.content) };
}

/** The same document with another table in it. */
export function withTable({ document }: JdmFile, content: JdmTable): object {
  const nodes = document.nodes.map((node) =>
    node.type === 'decisionTableNode' ? { ...node, content } : node,
  );
  return { ...document, nodes };
}

export function invalid(file: PolicyFile, message: string): DwsError {
  return new DwsError('config-invalid', `${file.name}: ${message}`, { file: file.name });
}

function json(file: PolicyFile): unknown {
  try {
    return JSON.parse(file.text);
  } catch (error) {
    throw new DwsError('config-invalid', `${file.name}: not JSON`, { file: file.name }, error);
  }
}

function parsed<T>(file: PolicyFile, schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw invalid(file, z.prettifyError(result.error));
  return result.data;
}
