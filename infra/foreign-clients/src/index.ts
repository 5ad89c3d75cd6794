export { javaClasspath } from './java-classpath.ts';
export { pythonWith } from './python-with.ts';
export { startForeign, type ForeignProcess } from './start-foreign.ts';
