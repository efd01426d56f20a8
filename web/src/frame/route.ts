// Where in the page we are, from the address: #/draft, #/sheet, #/rules, #/rules/category/slug.

import { signal } from "@preact/signals";

export type View = "draft" | "sheet" | "rules";

export const view = signal<View>("draft");
/** The rule that is looked at, or empty. */
export const ruleId = signal("");

export function startRoutes(): void {
  window.addEventListener("hashchange", follow);
  follow();
}

function follow(): void {
  const [, name = "", ...rest] = location.hash.split("/");
  view.value = name === "sheet" || name === "rules" ? name : "draft";
  if (view.value === "rules") ruleId.value = decoded(rest.join("/"));
}

/** An address that somebody cut short names no rule; the list is shown. */
function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return "";
  }
}
