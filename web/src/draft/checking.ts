// Checks the draft while it is typed: a moment after the last change, one question at a time, and
// an answer to an older draft is dropped.

import { effect, signal } from "@preact/signals";
import { codePoints } from "../codepoints";
import { key } from "../key";
import { askPatiently } from "../server";
import { messageOf } from "../terms";
import type { Message, Report } from "../wire";
import { MAX_CODE_POINTS } from "../words";

const QUIET_MS = 250;

export interface Checked {
  text: string;
  report: Report;
}

export type Outcome =
  | { state: "empty" }
  | { state: "checking" }
  | { state: "checked" }
  | { state: "failed"; why: string };

export const text = signal("");
/** The last answer; it speaks of `Checked.text`, which may be older than the draft. */
export const checked = signal<Checked | null>(null);
export const outcome = signal<Outcome>({ state: "empty" });

let timer = 0;
let asking = new AbortController();

/** Check now, for instance after a failure. */
export function checkNow(): void {
  schedule(messageOf(text.value), 0);
}

export function startChecking(): void {
  effect(() => {
    void key.value; // a key that was just given is reason to ask again
    schedule(messageOf(text.value), QUIET_MS);
  });
}

function schedule(message: Message, wait: number): void {
  clearTimeout(timer);
  asking.abort();
  asking = new AbortController();
  if (message.text.trim() === "") {
    checked.value = null;
    outcome.value = { state: "empty" };
    return;
  }
  const length = codePoints(message.text);
  if (length > MAX_CODE_POINTS) {
    fail(`内容共 ${length} 个字符，超过上限 ${MAX_CODE_POINTS}，没有检查；请拆分后再检查`);
    return;
  }
  outcome.value = { state: "checking" };
  const { signal: current } = asking;
  timer = window.setTimeout(() => void check(message, current), wait);
}

async function check(message: Message, current: AbortSignal): Promise<void> {
  try {
    const question = { body: message, signal: current };
    const report = await askPatiently<Report>("v1/check?explain=1", question);
    if (current.aborted) return;
    checked.value = { text: message.text, report };
    outcome.value = { state: "checked" };
  } catch (error) {
    if (!current.aborted) fail(error instanceof Error ? error.message : String(error));
  }
}

function fail(why: string): void {
  checked.value = null;
  outcome.value = { state: "failed", why };
}
