import { z } from 'zod';
import { existing, operation } from '../operation.ts';
import { stated } from '../stated.ts';

const letter = {
  to: z.array(z.email()).min(1).max(50),
  subject: z.string().min(1).max(998),
  body: z.string().min(1).max(100_000),
  accountId: z.string().min(1).max(200).optional(),
};

export const emailOperations = [
  operation({
    name: 'message.send',
    effectClass: 'Q',
    summary: 'Send a message; a second one with the same reference is refused.',
    arguments: z.strictObject({ ...letter, draftId: z.string().min(1).max(200).optional() }),
    apply(args, view) {
      if (args.draftId !== undefined) existing(view, 'draft', args.draftId);
      const messageId = view.newId('message');
      return {
        recordType: 'message',
        id: messageId,
        fields: stated({ ...args, status: 'sent', sentAt: view.now }),
        answer: { messageId },
      };
    },
  }),
  operation({
    name: 'draft.save',
    effectClass: 'K',
    summary: 'Save a draft; with `draftId`, over the earlier one.',
    arguments: z.strictObject({
      ...letter,
      draftId: z.string().min(1).max(200).optional(),
      owner: z.string().min(1).max(320).optional(),
    }),
    apply({ draftId, ...draft }, view) {
      const earlier = draftId === undefined ? {} : existing(view, 'draft', draftId).fields;
      const id = draftId ?? view.newId('draft');
      return {
        recordType: 'draft',
        id,
        fields: stated({ ...earlier, ...draft, status: 'draft', savedAt: view.now }),
        answer: { draftId: id },
      };
    },
  }),
];
