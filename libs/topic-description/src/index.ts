export { asyncApiOf, type AsyncApiDocument } from './async-api.ts';
export { cloudEventSchema } from './cloud-event-schema.ts';
export { exampleValue } from './example-value.ts';
export { topicsPage } from './topics-page.ts';
