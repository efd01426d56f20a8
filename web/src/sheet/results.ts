// What came of each row, counted as it comes: a slice costs the same late in a long sheet as early.

import { signal } from "@preact/signals";
import type { Report } from "../wire";

export type Result = Pick<Report, "decision" | "complete" | "incomplete_because" | "findings">;

/** What results are counted by; `vain` are those that the service gave up. */
export type Kind = Report["decision"] | "incomplete" | "vain";

const VAIN = ["timeout", "internal_error"];

const found = new Map<number, Result>();
const kinds = new Map<Kind, number>();
const categories = new Map<string, number>();
/** Rises whenever they change; they stay the same objects. */
const changes = signal(0);

export const categoriesOf = ({ findings }: Result): string[] => [
  ...new Set(findings.map(({ category }) => category)),
];

/** Whether another try may examine what this one did not. */
export const inVain = ({ incomplete_because: reasons }: Result): boolean =>
  reasons.some((reason) => VAIN.includes(reason));

export function resultOf(row: number): Result | undefined {
  void changes.value;
  return found.get(row);
}

/** How many rows have a result. */
export function done(): number {
  void changes.value;
  return found.size;
}

/** How many rows have a result of this kind. */
export function countOf(kind: Kind): number {
  void changes.value;
  return kinds.get(kind) ?? 0;
}

/** The categories that were found, with the number of their rows, the most frequent first. */
export function categoryCounts(): [string, number][] {
  void changes.value;
  return [...categories].filter(([, rows]) => rows > 0).sort(([, a], [, b]) => b - a);
}

export function put(results: [number, Result][]): void {
  for (const [row, result] of results) {
    const before = found.get(row);
    if (before) count(before, -1);
    found.set(row, result);
    count(result, 1);
  }
  changes.value += 1;
}

export function forget(): void {
  for (const one of [found, kinds, categories]) one.clear();
  changes.value += 1;
}

function count(result: Result, change: 1 | -1): void {
  add(kinds, result.decision, change);
  if (!result.complete) add(kinds, "incomplete", change);
  if (inVain(result)) add(kinds, "vain", change);
  for (const slug of categoriesOf(result)) add(categories, slug, change);
}

function add<Name>(to: Map<Name, number>, name: Name, change: 1 | -1): void {
  to.set(name, (to.get(name) ?? 0) + change);
}
