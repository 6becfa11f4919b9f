export { Grid as DataGrid } from './grid/grid.tsx';
export type { Column } from './grid/types.ts';
