import { readTopicManifests } from '@dws/contracts/topics';
import { DwsError } from '@dws/kernel';
import { asyncApiOf, topicsPage } from '@dws/topic-description';
import { command } from '../shell/command.ts';
import { maybe } from '../shell/operand.ts';
import { oneOf } from '../shell/option.ts';

export const topicsDocs = command({
  name: 'topics docs',
  does: 'show what each topic carries, who writes and reads it',
  details: 'From topics/ and schemas/; needs no broker. With --json or --form asyncapi it is AsyncAPI 3.',
  operands: { topic: maybe('TOPIC', 'only this one, without the environment') },
  options: { form: oneOf(['text', 'asyncapi'], 'Markdown for people, or AsyncAPI 3 for machines', 'text') },
  example: 'escalations.revenue.v1',
  run: (args) => {
    const all = readTopicManifests();
    const manifests = all.manifests.filter(({ name }) => args.topic === undefined || name === args.topic);
    if (manifests.length === 0)
      throw new DwsError('topic-unknown', `there is no topic "${args.topic ?? ''}" in topics/`, {
        next: `There are ${all.manifests.map(({ name }) => name).join(', ')}.`,
      });
    const topics = { ...all, manifests };
    const data = asyncApiOf(topics);
    return Promise.resolve({
      data,
      text: args.form === 'asyncapi' ? JSON.stringify(data, null, 2) : topicsPage(topics),
    });
  },
});
