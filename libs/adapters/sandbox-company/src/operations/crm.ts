import { z } from 'zod';
import { existing, operation } from '../operation.ts';
import { stated } from '../stated.ts';

const text = z.string().min(1).max(20_000);
const id = z.string().min(1).max(200);
const date = z.iso.date();

export const crmOperations = [
  operation({
    name: 'account.update-health-score',
    effectClass: 'K',
    summary: 'Set the health score of an account.',
    arguments: z.strictObject({
      accountId: id,
      healthScore: z.number().min(0).max(100),
      reason: text.optional(),
    }),
    apply({ accountId, healthScore, reason }, view) {
      const { fields } = existing(view, 'account', accountId);
      const previous = fields['healthScore'] ?? null;
      return {
        recordType: 'account',
        id: accountId,
        fields: { ...fields, healthScore, ...(reason === undefined ? {} : { healthReason: reason }) },
        answer: { accountId, healthScore, previous },
      };
    },
  }),
  operation({
    name: 'account.add-note',
    effectClass: 'K',
    summary: 'Attach a note to an account.',
    arguments: z.strictObject({ accountId: id, title: text.optional(), text }),
    apply(args, view) {
      existing(view, 'account', args.accountId);
      const noteId = view.newId('note');
      return {
        recordType: 'note',
        id: noteId,
        fields: stated({ ...args, createdAt: view.now }),
        answer: { noteId, accountId: args.accountId },
      };
    },
  }),
  operation({
    name: 'opportunity.update-fields',
    effectClass: 'K',
    summary: 'Set named fields of an opportunity; others stay as they are.',
    arguments: z.strictObject({
      opportunityId: id,
      fields: z
        .record(z.string().min(1).max(100), z.json())
        .refine((fields) => Object.keys(fields).length > 0, {
          message: 'expected at least one field',
        }),
    }),
    apply({ opportunityId, fields: changed }, view) {
      const { fields } = existing(view, 'opportunity', opportunityId);
      return {
        recordType: 'opportunity',
        id: opportunityId,
        fields: { ...fields, ...changed },
        answer: { opportunityId, changed: Object.keys(changed) },
      };
    },
  }),
  operation({
    name: 'task.create',
    effectClass: 'K',
    summary: 'Give a person a task.',
    reversal: { operation: 'task.cancel', recordType: 'task', arguments: { taskId: 'recordId' } },
    arguments: z.strictObject({
      title: text,
      assignee: z.string().min(1).max(320),
      description: text.optional(),
      accountId: id.optional(),
      opportunityId: id.optional(),
      dueDate: date.optional(),
      priority: z.enum(['low', 'normal', 'high']).optional(),
    }),
    apply(args, view) {
      if (args.accountId !== undefined) existing(view, 'account', args.accountId);
      if (args.opportunityId !== undefined) existing(view, 'opportunity', args.opportunityId);
      const taskId = view.newId('task');
      return {
        recordType: 'task',
        id: taskId,
        fields: stated({ ...args, status: 'open', createdAt: view.now }),
        answer: { taskId },
      };
    },
  }),
  operation({
    name: 'task.cancel',
    effectClass: 'K',
    summary: 'Take a task back. It stays on record as cancelled.',
    arguments: z.strictObject({ taskId: id }),
    apply({ taskId }, view) {
      const { fields } = existing(view, 'task', taskId);
      return {
        recordType: 'task',
        id: taskId,
        fields: { ...fields, status: 'cancelled', cancelledAt: view.now },
        answer: { taskId, previous: fields['status'] ?? null },
      };
    },
  }),
];
