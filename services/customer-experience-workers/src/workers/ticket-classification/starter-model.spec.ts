import { classify } from '@dws/text';
import { expect, it } from 'vitest';
import { starterModel } from './starter-model.ts';

const starter = starterModel();

it('is the same model every time', () => {
  expect(starterModel().version).toBe(starter.version);
});

// Worded for this test: none of them stands among the examples.
it.each([
  ['We paid the April invoice twice, can we have one payment back?', 'billing'],
  ['Our users cannot sign in with single sign-on any more.', 'login'],
  ['The dashboard loads very slowly today.', 'performance'],
  ['The webhook to our endpoint stopped, the API answers 403.', 'integration'],
  ['Could you plan a dark theme for the night shift?', 'feature-request'],
  ['How can we export all our data with attachments as CSV?', 'data-export'],
  ['Where is the tutorial for new users, how do I begin?', 'onboarding'],
  ['A suspicious login came from a country where we have nobody.', 'security'],
])('knows what "%s" is about', (text, category) => {
  expect(classify(starter.model, text).category).toBe(category);
});

const ABOUT_SOMETHING_ELSE = [
  'What is the capital of France?',
  'Best recipe for lasagne',
  'I left my umbrella in the train',
  'Take the second exit at the roundabout.',
  'The cat sat on the windowsill all afternoon.',
  'Which team won the match last night?',
  'Our neighbours are painting their house blue.',
  'He plays the violin every Sunday.',
  'Is it going to rain tomorrow?',
  'The soup needs more salt.',
  'Two tickets for the opera, please',
  'My dog is ill',
];

// So few examples cannot make it perfect; a model trained on a company's own tickets is held to more.
it('answers at most one in ten texts about something else', () => {
  const answered = ABOUT_SOMETHING_ELSE.filter((text) => classify(starter.model, text).category !== null);
  expect(answered.length).toBeLessThanOrEqual(1);
});
