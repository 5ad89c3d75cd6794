export { zenTable } from './zen-table.ts';
