// What the service knows about its rules; fetched when first asked for, and again where that failed.

import { effect, signal, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { key } from "../key";
import { ask } from "../server";
import type { Severity } from "../wire";

export interface RuleEntry {
  id: string;
  name: string;
  category: string;
  severity: Severity;
}

export interface LawText {
  provision: string;
  cite: string;
  gist: string;
  in_force_from: string | null;
  in_force_until: string | null;
}

/** Severity is null where only the classifier speaks. */
export interface RuleDetail extends Omit<RuleEntry, "severity"> {
  severity: Severity | null;
  message: string;
  suggestion: string | null;
  flag: string[];
  passes: string[];
  basis: LawText[];
}

export interface Fetched<Value> {
  value?: Value;
  error?: string;
}

const details = new Map<string, Signal<Fetched<RuleDetail>>>();

/**
 * The rule with this id in full, as soon as it has come; nothing for no id. One that could not be
 * fetched is asked for again when something else comes to show it.
 */
export function useRule(id: string): Fetched<RuleDetail> {
  useEffect(() => askAgain(id), [id]);
  return id ? detail(id).value : {};
}

/** What was refused for want of a key is asked for again with one. */
export function startLibrary(): void {
  effect(() => {
    if (key.value) for (const id of details.keys()) askAgain(id);
  });
}

function detail(id: string): Signal<Fetched<RuleDetail>> {
  let fetched = details.get(id);
  if (!fetched) {
    fetched = signal<Fetched<RuleDetail>>({});
    details.set(id, fetched);
    void fetchInto(fetched, id);
  }
  return fetched;
}

function askAgain(id: string): void {
  const fetched = details.get(id);
  if (!fetched?.peek().error) return;
  fetched.value = {};
  void fetchInto(fetched, id);
}

async function fetchInto(into: Signal<Fetched<RuleDetail>>, id: string): Promise<void> {
  const path = `v1/rules/${id.split("/").map(encodeURIComponent).join("/")}`;
  try {
    into.value = { value: await ask<RuleDetail>(path) };
  } catch (error) {
    into.value = { error: error instanceof Error ? error.message : String(error) };
  }
}

/** When a provision is or was in force, in words. */
export function period({ in_force_from: from, in_force_until: until }: LawText): string {
  if (!from) return "";
  return until ? `${from} 至 ${until}` : `${from} 起施行`;
}
