export { completeDescription, type Completion, type OperationInput } from './complete-description.ts';
export { descriptionOptions, type ServerDescription } from './description-options.ts';
export { explainCode, type ExplainedError, type ExplainError } from './explain-code.ts';
export { errors } from './operation-errors.ts';
export { PROBLEM_SCHEMA } from './problem-schema.ts';
