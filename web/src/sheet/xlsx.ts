import { openXlsx, saveXlsx } from "hucre/xlsx";
import { BookError, width, type Added, type Book, type Table } from "./book";

type Workbook = Awaited<ReturnType<typeof openXlsx>>;
type Cell = Workbook["sheets"][number]["rows"][number][number];

const MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const WIDTHS = [8, 12, 16, 48, 36, 48];
const STYLE = { alignment: { wrapText: true, vertical: "top" } } as const;

/** Read a workbook. Everything in it is kept for saving: styles, formulas, charts, other sheets. */
export async function openWorkbook(fileName: string, bytes: Uint8Array): Promise<Book> {
  const open = () => openXlsx(bytes, { readStyles: true });
  const workbook = await open().catch(() => {
    throw new BookError(`${fileName} 打不开：不是完好的 XLSX 工作簿，或者有密码；请另存后再试`);
  });
  const tables = workbook.sheets.map(({ name, rows }) => ({
    name,
    rows: rows.map((row) => Array.from(row, shown)),
  }));
  const save = async (table: number, added: Added[]) => {
    const fresh = await open(); // so that saving twice does not add the columns twice
    addColumns(fresh, table, tables[table]!, added);
    return new Blob([new Uint8Array(await saveXlsx(fresh))], { type: MEDIA_TYPE });
  };
  return { fileName, tables, encoding: null, save };
}

function addColumns(workbook: Workbook, number: number, table: Table, added: Added[]): void {
  const sheet = workbook.sheets[number]!;
  const start = width(table);
  const cells = (sheet.cells ??= new Map());
  added.forEach((column, at) => {
    column.forEach((value, row) => {
      if (value === undefined) return;
      const place = start + at;
      const kept = sheet.rows[row]!;
      while (kept.length < place) kept.push(null);
      kept[place] = value;
      cells.set(`${row},${place}`, { value, type: "string", style: STYLE });
    });
  });
  const columns = (sheet.columns ??= []);
  while (columns.length < start) columns.push({});
  WIDTHS.forEach((width, at) => (columns[start + at] = { width }));
}

function shown(cell: Cell | undefined): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 19).replace("T", " ");
  return cell === null || cell === undefined ? "" : String(cell);
}
