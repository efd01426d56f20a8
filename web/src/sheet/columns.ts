// Which row names the columns, and which column holds the messages.

import contract from "../contract.json";
import type { Table } from "./book";

/** A title may stand above the names of the columns. */
const LOOKED_AT = 10;

export interface Layout {
  /** Row of the names; -1 where the table has none. */
  header: number;
  column: number;
  /** Whether a usual name was found, rather than the longest texts. */
  known: boolean;
}

export function layoutOf({ rows }: Table): Layout {
  for (const name of contract.text_columns) {
    for (const [header, row] of rows.slice(0, LOOKED_AT).entries()) {
      const column = row.findIndex((cell) => cell.trim().toLowerCase() === name);
      if (column >= 0) return { header, column, known: true };
    }
  }
  const header = rows.findIndex((row) => row.some((cell) => cell.trim()));
  return { header, column: longest(rows), known: false };
}

function longest(rows: string[][]): number {
  const totals: number[] = [];
  for (const row of rows.slice(0, 200)) {
    row.forEach((cell, at) => (totals[at] = (totals[at] ?? 0) + cell.length));
  }
  return Math.max(0, totals.indexOf(Math.max(0, ...totals)));
}

/** What to call each column. */
export function titles({ rows }: Table, header: number): string[] {
  const count = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: count }, (_, at) => {
    const title = header >= 0 ? (rows[header]?.[at] ?? "").trim() : "";
    return title || `第 ${at + 1} 列`;
  });
}
