// A file of templates, whatever its format: sheets of cells, and the way back with columns added.

export interface Table {
  name: string;
  rows: string[][];
}

/** A column to add: what stands in each row of the table, undefined where nothing does. */
export type Added = (string | undefined)[];

export interface Book {
  fileName: string;
  tables: Table[];
  /** How the bytes were read; null where the format says so itself. */
  encoding: string | null;
  /** The file again, as it came, with columns added to the right of one table. */
  save(table: number, added: Added[]): Promise<Blob>;
}

/** A file that cannot be used: what is wrong and what to do, for people. */
export class BookError extends Error {}

/** The first column that no row of the table uses. */
export const width = ({ rows }: Table): number =>
  rows.reduce((most, row) => Math.max(most, row.length), 0);
