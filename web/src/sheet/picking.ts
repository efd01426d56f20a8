import { computed, effect, signal } from "@preact/signals";
import { categoriesOf, countOf, done, resultOf, type Result } from "./results";
import { entries } from "./state";

/** What a row can be picked by; `incomplete` cuts across the decisions. */
export type Pick = "all" | "block" | "review" | "pass" | "incomplete" | "unchecked";

export const picked = signal<Pick>("all");
export const pickedCategory = signal("");
export const page = signal(0);

export const PAGE_SIZE = 50;

function fits(pick: Pick, result: Result | undefined): boolean {
  if (pick === "all") return true;
  if (pick === "unchecked") return !result;
  if (pick === "incomplete") return !!result && !result.complete;
  return result?.decision === pick;
}

export const shown = computed(() => {
  const [pick, wanted] = [picked.value, pickedCategory.value];
  if (pick === "all" && !wanted) return entries.value;
  return entries.value.filter(({ row }) => {
    const result = resultOf(row);
    const within = !wanted || (!!result && categoriesOf(result).includes(wanted));
    return within && fits(pick, result);
  });
});

/** How many rows each pick has. */
export function rowsOf(pick: Pick): number {
  if (pick === "all") return entries.value.length;
  return pick === "unchecked" ? entries.value.length - done() : countOf(pick);
}

/** Another choice starts from its first page; another file from no choice. */
export function startPaging(): void {
  effect(() => {
    void [picked.value, pickedCategory.value];
    page.value = 0;
  });
  effect(() => {
    void entries.value;
    picked.value = "all";
    pickedCategory.value = "";
    page.value = 0;
  });
}
