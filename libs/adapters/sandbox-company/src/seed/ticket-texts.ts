/** What customers write, by what it is really about. The category never stands in a signal. */
export const TICKET_TEXTS: Readonly<Record<string, readonly string[]>> = {
  billing: [
    'We were charged twice for the March invoice. Could you refund the second payment?',
    'The VAT on our last bill looks wrong, we should be on reverse charge.',
    'Please send the invoices for this quarter to our new accounts payable address.',
  ],
  login: [
    'None of my team can sign in since this morning, the page just reloads after the password.',
    'My single sign-on link says "invalid assertion". It worked on Friday.',
    'I lost the phone with my second factor, how do I get back into my account?',
  ],
  performance: [
    'The dashboard takes almost a minute to load for the Düsseldorf office.',
    'Exports are painfully slow today and two of them timed out.',
    'Search is lagging badly since the update, we are about to miss a deadline because of it!',
  ],
  bug: [
    'When I archive a project its tasks still show up in the weekly report.',
    'The total on the summary page does not match the sum of the lines below it.',
    'Names with accents such as Åsa or José are garbled in the PDF.',
  ],
  integration: [
    'Our webhook endpoint stopped getting events after we rotated the certificate.',
    'Is there a way to sync contacts from our CRM every hour instead of once a day?',
    'The API returns 403 for the service account although the scope is there.',
  ],
  'feature-request': [
    'It would save us hours if we could schedule the report to be mailed on Mondays.',
    'Any plans for a dark theme? Half of my team works at night.',
    'We need approval by two people before a budget changes.',
  ],
  cancellation: [
    'We are thinking about leaving at the end of the term. What is the notice period?',
    'Please do not renew our subscription. We have chosen another tool.',
    'I am done. Third outage this month, close our account and confirm in writing.',
  ],
  'data-export': [
    'How can I download everything we stored with you, including attachments?',
    'Our auditor needs a full history of changes for last year, in a readable format.',
    'The CSV export misses the custom fields, we need them by tomorrow.',
  ],
  onboarding: [
    'I was invited yesterday and do not know where to begin. Is there a tutorial?',
    'Could somebody walk our new regional team through the set-up next week?',
    'How do I import our existing customers? The template is not clear to me.',
  ],
  security: [
    'I got a strange e-mail that looks like it comes from you and asks for my password.',
    'Somebody logged in to my account from a country where none of us is. Please look at this now.',
    'Can you send us your latest penetration test summary for our vendor review?',
  ],
};

export const TICKET_CATEGORIES: readonly string[] = Object.keys(TICKET_TEXTS);
