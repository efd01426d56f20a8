// What the service knows about its rules; fetched when first asked for, and again with a new key.

import { effect, signal, type Signal } from "@preact/signals";
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

/** The rule with this id in full, as soon as it has come. */
export function rule(id: string): Signal<Fetched<RuleDetail>> {
  let fetched = details.get(id);
  if (!fetched) {
    fetched = signal<Fetched<RuleDetail>>({});
    details.set(id, fetched);
    const path = `v1/rules/${id.split("/").map(encodeURIComponent).join("/")}`;
    void fetchInto(fetched, path);
  }
  return fetched;
}

/** What was refused for want of a key is asked again. */
export function startLibrary(): void {
  effect(() => {
    void key.value;
    details.clear();
  });
}

async function fetchInto(into: Signal<Fetched<RuleDetail>>, path: string): Promise<void> {
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
