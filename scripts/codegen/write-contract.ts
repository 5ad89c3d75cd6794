import type { MessageModel, Model } from './model.ts';
import { camel } from './names.ts';
import { personalFields } from './personal-fields.ts';
import { selfContained } from './self-contained.ts';

/** The constant that the tables list: what the platform knows about one type of message. */
export function writeContract(message: MessageModel, model: Model): string {
  const { record, signal, type } = message;
  const kind = signal ? 'SignalContract' : 'Contract';
  return [
    `export const ${camel(record.title)}Contract: ${kind}<${record.title}> = {`,
    `  type: '${type}',`,
    ...(signal ? [`  domain: '${signal.domain}',`, `  subject: '${signal.subject}',`] : []),
    `  personal: ${JSON.stringify(personalFields(record, model))},`,
    `  serialise: serialise${record.title},`,
    `  validate: validate${record.title},`,
    `  check: check${record.title},`,
    `  schema: ${JSON.stringify(selfContained(record, model))},`,
    '};',
    '',
  ].join('\n');
}
