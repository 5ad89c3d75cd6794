import { isSignalType } from '@dws/contracts';
import { canonicalJson, DwsError, instantOf, sha256 } from '@dws/kernel';
import { Gateway } from '../platform/gateway.ts';
import { command } from '../shell/command.ts';
import { jsonArgument } from '../shell/json-argument.ts';
import { one } from '../shell/operand.ts';
import { text, textOr } from '../shell/option.ts';

export const signalPublish = command({
  name: 'signal publish',
  does: 'publish one signal through the gateway',
  details: 'Without --id, the id follows from type and body: the same body again is the same signal.',
  operands: { type: one('TYPE', 'signal type, for example usage.dropped') },
  options: {
    body: text('JSON', 'body of the signal'),
    file: text('FILE', 'file with the body'),
    id: text('ID', 'CloudEvents id'),
    source: textOr('URI', 'CloudEvents source', 'urn:dws:cli'),
  },
  example:
    `ticket.created --body '{"ticketId":"T-1","text":"Where is my card?","channel":"web",` +
    `"createdAt":"2026-03-01T09:30:00.000Z"}'`,
  run: async (args, shell) => {
    const { type, source } = args;
    if (!isSignalType(type)) {
      throw new DwsError('signal-type-unknown', `expected a signal type of schemas/signals, found "${type}"`);
    }
    const data = jsonArgument('body', args.body, args.file, shell.cwd);
    const id = args.id ?? sha256(canonicalJson({ type, data }));
    const time = instantOf(shell.clock.now());
    const event = {
      specversion: '1.0',
      id,
      source,
      type,
      time,
      datacontenttype: 'application/json',
      data,
    } as const;
    const [accepted] = await new Gateway(shell).publish([event]);
    if (accepted === undefined)
      throw new DwsError('payload-invalid', 'expected the gateway to name the signal it took, found none');
    const { topic, partition, offset } = accepted;
    return {
      data: accepted,
      text: `${type} ${id} of ${source} stands at ${topic}/${partition}/${offset}`,
      next: `dws signal trace ${topic}/${partition}/${offset}`,
    };
  },
});
