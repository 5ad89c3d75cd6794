import { z } from 'zod';
import { existing, operation } from '../operation.ts';
import { stated } from '../stated.ts';

export const billingOperations = [
  operation({
    name: 'note.add',
    effectClass: 'K',
    summary: 'Attach a note to an invoice or to an account’s receivables.',
    arguments: z
      .strictObject({
        invoiceId: z.string().min(1).max(200).optional(),
        accountId: z.string().min(1).max(200).optional(),
        text: z.string().min(1).max(20_000),
      })
      .refine((note) => note.invoiceId !== undefined || note.accountId !== undefined, {
        message: 'expected invoiceId or accountId',
      }),
    apply(args, view) {
      if (args.invoiceId !== undefined) existing(view, 'invoice', args.invoiceId);
      const noteId = view.newId('note');
      return {
        recordType: 'note',
        id: noteId,
        fields: stated({ ...args, createdAt: view.now }),
        answer: { noteId },
      };
    },
  }),
];
