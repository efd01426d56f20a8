// The sheet that is open, what is checked in it and what came of it.

import { batch, computed, effect, signal, untracked } from "@preact/signals";
import { codePoints } from "../codepoints";
import { key } from "../key";
import { askPatiently } from "../server";
import { channel, messageOf, plannedTime, recipient } from "../terms";
import type { Report } from "../wire";
import { MAX_CODE_POINTS } from "../words";
import type { Book } from "./book";
import { layoutOf } from "./columns";
import { openBook } from "./open";
import { countOf, done, forget, inVain, put, resultOf, type Result } from "./results";

/** Messages in one question to the service. */
const SLICE = 100;

export interface Entry {
  /** Index of the row in the table. */
  row: number;
  text: string;
}

export const file = signal<File | null>(null);
export const book = signal<Book | null>(null);
export const tableNumber = signal(0);
export const header = signal(-1);
export const column = signal(0);
export const trouble = signal("");
export const running = signal<AbortController | null>(null);

export const table = computed(() => book.value?.tables[tableNumber.value] ?? null);

/** The messages: every row below the names that is not blank, also one whose message is. */
export const entries = computed<Entry[]>(() =>
  (table.value?.rows ?? [])
    .map((cells, row) => ({ row, cells }))
    .filter(({ row, cells }) => row > header.value && cells.some((cell) => cell.trim()))
    .map(({ row, cells }) => ({ row, text: cells[column.value] ?? "" })),
);

/** How many messages another try may still examine: not asked about yet, or in vain. */
export const left = computed(() => entries.value.length - done() + countOf("vain"));

/** Open a file; `encoding` null finds out which. */
export async function open(chosen: File, encoding: string | null = null): Promise<void> {
  trouble.value = "";
  try {
    const opened = await openBook(chosen, encoding);
    const layouts = opened.tables.map(layoutOf);
    const first = Math.max(0, layouts.findIndex(({ known }) => known));
    batch(() => {
      file.value = chosen;
      book.value = opened;
      chooseTable(first);
    });
  } catch (error) {
    trouble.value = error instanceof Error ? error.message : String(error);
  }
}

export function chooseTable(number: number): void {
  const chosen = book.value?.tables[number];
  if (!chosen) return;
  const layout = layoutOf(chosen);
  batch(() => {
    tableNumber.value = number;
    header.value = layout.header;
    column.value = layout.column;
  });
}

/** Other messages or other terms: what was found no longer holds. */
export function startForgetting(): void {
  effect(() => {
    void [entries.value, channel.value, recipient.value, plannedTime.value];
    untracked(() => {
      running.value?.abort();
      forget();
      trouble.value = "";
    });
  });
  effect(() => {
    if (key.value) trouble.value = "";
  });
}

/** Check everything that is left, slice after slice; until cancelled. */
export async function run(): Promise<void> {
  const controller = new AbortController();
  running.value = controller;
  trouble.value = "";
  try {
    const waiting = entries.value.filter(({ row }) => {
      const result = resultOf(row);
      return !result || inVain(result);
    });
    for (let at = 0; at < waiting.length; at += SLICE) {
      const found = await checkSlice(waiting.slice(at, at + SLICE), controller.signal);
      if (controller.signal.aborted) return;
      put(found);
    }
  } catch (error) {
    if (controller.signal.aborted) return;
    trouble.value = error instanceof Error ? error.message : String(error);
  } finally {
    if (running.value === controller) running.value = null;
  }
}

async function checkSlice(slice: Entry[], signal: AbortSignal): Promise<[number, Result][]> {
  const found: [number, Result][] = [];
  const sent: Entry[] = [];
  for (const entry of slice) {
    const length = codePoints(entry.text);
    if (!entry.text.trim()) found.push([entry.row, unexamined("消息内容是空的")]);
    else if (length > MAX_CODE_POINTS) found.push([entry.row, unexamined(tooLong(length))]);
    else sent.push(entry);
  }
  if (sent.length > 0) {
    const body = { messages: sent.map(({ text }) => messageOf(text)) };
    const question = { body, signal };
    const { reports } = await askPatiently<{ reports: Report[] }>("v1/check/batch", question);
    sent.forEach(({ row }, at) => found.push([row, reports[at]!]));
  }
  return found;
}

const tooLong = (length: number): string => `共 ${length} 个字符，超过上限 ${MAX_CODE_POINTS}`;

const unexamined = (why: string): Result => ({
  decision: "review",
  complete: false,
  incomplete_because: [`${why}，没有检查`],
  findings: [],
});
