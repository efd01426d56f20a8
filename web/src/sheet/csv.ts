import Papa from "papaparse";
import { BookError, width, type Added, type Book, type Table } from "./book";

export const ENCODINGS = ["utf-8", "gb18030", "big5", "utf-16le", "utf-16be"] as const;

const BYTE_ORDER_MARKS: [string, number[]][] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];
const DELIMITERS = [",", "\t", ";"];
const LOOKED_AT = 10;
const OPENS_A_FORMULA = /^[=+\-@\t\r]/;

/** Read a CSV file; `encoding` null finds out which. */
export function openCsv(fileName: string, bytes: Uint8Array, encoding: string | null): Book {
  const used = encoding ?? encodingOf(bytes);
  const text = new TextDecoder(used).decode(bytes);
  if (text.includes("\0")) {
    throw new BookError(`${fileName} 不是文本文件；请另存为 CSV 或 XLSX`);
  }
  const { data, meta } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) });
  const table = { name: fileName, rows: data };
  const save = async (_: number, added: Added[]) => {
    const rows = withColumns(table, added);
    const body = Papa.unparse(rows, { delimiter: meta.delimiter, newline: meta.linebreak });
    // The mark tells Excel and WPS that it is UTF-8.
    return new Blob(["\ufeff", body], { type: "text/csv;charset=utf-8" });
  };
  return { fileName, tables: [table], encoding: used, save };
}

function encodingOf(bytes: Uint8Array): string {
  for (const [name, mark] of BYTE_ORDER_MARKS) {
    if (mark.every((byte, at) => bytes[at] === byte)) return name;
  }
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "gb18030";
  }
}

/** The one the first lines have most of; the library's own guess takes texts for columns. */
function delimiterOf(text: string): string {
  const start = text.split("\n", LOOKED_AT).join("\n");
  const counts = DELIMITERS.map((one) => start.split(one).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

function withColumns(table: Table, added: Added[]): string[][] {
  const start = width(table);
  return table.rows.map((row, number) => {
    const cells = added.map((column) => column[number]);
    if (cells.every((cell) => cell === undefined)) return row;
    const blanks = Array.from({ length: start - row.length }, () => "");
    return [...row, ...blanks, ...cells.map((cell) => harmless(cell ?? ""))];
  });
}

/** Ours may quote a message, and a cell that opens like a formula would be run by Excel. */
const harmless = (cell: string): string => (OPENS_A_FORMULA.test(cell) ? `'${cell}` : cell);
