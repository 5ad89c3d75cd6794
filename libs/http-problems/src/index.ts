export { problemOf, type Problem } from './problem.ts';
