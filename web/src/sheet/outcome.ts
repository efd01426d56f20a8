// What is said of each row in the file that is downloaded.

import { category, DECISIONS, reason, SEVERITIES } from "../words";
import type { Added } from "./book";
import { categoriesOf, resultOf, type Result } from "./results";
import { book, entries, header, table, tableNumber } from "./state";

const HEADINGS = ["结论", "完整", "类别", "问题", "依据", "建议"];

const unique = (items: (string | null)[]): string[] => [
  ...new Set(items.filter((item): item is string => !!item)),
];

function cells(result: Result | undefined): string[] {
  if (!result) return ["未检查", "否：没有检查", "", "", "", ""];
  const { decision, complete, incomplete_because: reasons, findings } = result;
  return [
    DECISIONS[decision],
    complete ? "是" : `否：${reasons.map(reason).join("；")}`,
    categoriesOf(result).map(category).join("、"),
    findings
      .map(({ severity, excerpt, message }) => `[${SEVERITIES[severity]}] “${excerpt}” ${message}`)
      .join("\n"),
    unique(findings.flatMap(({ basis }) => basis.map(({ cite }) => cite))).join("；"),
    unique(findings.map(({ suggestion }) => suggestion)).join("\n"),
  ];
}

/** The file again with the outcome beside each message, also of those not yet checked. */
export async function withOutcome(): Promise<{ name: string; blob: Blob } | null> {
  const [opened, rows] = [book.value, table.value?.rows];
  if (!opened || !rows) return null;
  const columns: Added[] = HEADINGS.map(() => rows.map(() => undefined));
  const put = (row: number, values: string[]) =>
    values.forEach((value, at) => (columns[at]![row] = value));
  if (header.value >= 0) put(header.value, headings(rows[header.value]!));
  for (const { row } of entries.value) put(row, cells(resultOf(row)));
  const [, stem, extension] = /^(.*?)(\.[^.]*)?$/s.exec(opened.fileName)!;
  return {
    name: `${stem}-检查结果${extension ?? ".csv"}`,
    blob: await opened.save(tableNumber.value, columns),
  };
}

/** Ours beside the file's own, which may have the same names. */
const headings = (taken: string[]): string[] =>
  HEADINGS.map((heading) => (taken.includes(heading) ? `${heading}（检查）` : heading));
