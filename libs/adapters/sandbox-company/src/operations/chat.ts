import { z } from 'zod';
import { existing, operation } from '../operation.ts';

export const chatOperations = [
  operation({
    name: 'message.post',
    effectClass: 'N',
    summary: 'Post to a channel. Knows neither keys nor references: sent twice, it stands there twice.',
    arguments: z.strictObject({
      channel: z.string().min(1).max(80),
      text: z.string().min(1).max(40_000),
    }),
    apply(args, view) {
      existing(view, 'channel', args.channel);
      const messageId = view.newId('post');
      return {
        recordType: 'message',
        id: messageId,
        fields: { ...args, postedAt: view.now },
        answer: { messageId, channel: args.channel },
      };
    },
  }),
];
