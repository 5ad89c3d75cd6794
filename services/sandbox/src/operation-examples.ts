/** Arguments to show with each operation, by system and operation: names of the company that every sandbox begins with. */
export const OPERATION_EXAMPLES: Readonly<Record<string, object>> = {
  'crm/account.update-health-score': { accountId: 'acc-0001', healthScore: 31 },
  'crm/account.add-note': { accountId: 'acc-0001', text: 'Usage fell by 45 %.' },
  'crm/opportunity.update-fields': { opportunityId: 'opp-0001', fields: { nextStep: 'Call the champion' } },
  'crm/task.create': {
    title: 'Follow up on usage',
    assignee: 'erin',
    accountId: 'acc-0001',
    priority: 'high',
  },
  'crm/task.cancel': { taskId: 'task-0001' },
  'email/message.send': {
    to: ['champion@customer.example'],
    subject: 'How are things going?',
    body: 'Hello …',
  },
  'email/draft.save': {
    to: ['champion@customer.example'],
    subject: 'How are things going?',
    body: 'Hello …',
  },
  'helpdesk/ticket.route': {
    ticketId: 'T-1',
    queue: 'cards',
    category: 'card_arrival',
    urgency: 'normal',
    sentiment: 'neutral',
    confidence: 0.93,
  },
  'helpdesk/ticket.add-note': { ticketId: 'T-1', text: 'Asked before.' },
  'helpdesk/ticket.create': { subject: 'Card', text: 'My card has not arrived yet.', channel: 'web' },
  'billing/note.add': { accountId: 'acc-0001', text: 'A reminder was sent.' },
  'chat/message.post': { channel: 'support', text: 'A ticket waits.' },
};
