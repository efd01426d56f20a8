import { effect, signal } from "@preact/signals";
import { view } from "../frame/route";
import { key } from "../key";
import { ask } from "../server";
import type { Fetched, RuleEntry } from "./library";

const QUIET_MS = 200;

export const query = signal("");
export const queryCategory = signal("");
export const found = signal<Fetched<RuleEntry[]>>({});

let timer = 0;
let asking = new AbortController();

/** Search once the rules are first looked at, and with every change of what is looked for. */
export function startSearching(): void {
  effect(() => {
    const [q, category] = [query.value.trim(), queryCategory.value];
    void key.value;
    if (view.value !== "rules") return;
    clearTimeout(timer);
    asking.abort();
    asking = new AbortController();
    const { signal: current } = asking;
    const wait = found.peek().value ? QUIET_MS : 0;
    timer = window.setTimeout(() => void search(q, category, current), wait);
  });
}

async function search(q: string, category: string, current: AbortSignal): Promise<void> {
  const asked = new URLSearchParams();
  if (q) asked.set("q", q);
  if (category) asked.set("category", category);
  try {
    const path = asked.size > 0 ? `v1/rules?${asked}` : "v1/rules";
    const { rules } = await ask<{ rules: RuleEntry[] }>(path, { signal: current });
    if (!current.aborted) found.value = { value: rules };
  } catch (error) {
    if (current.aborted) return;
    found.value = { error: error instanceof Error ? error.message : String(error) };
  }
}
