import { computed, effect, signal } from "@preact/signals";
import { categoriesOf } from "./outcome";
import { entries, results, type Result } from "./state";

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

export const shown = computed(() =>
  entries.value.filter(({ row }) => {
    const result = results.value.get(row);
    const wanted = pickedCategory.value;
    const within = !wanted || (!!result && categoriesOf(result).includes(wanted));
    return within && fits(picked.value, result);
  }),
);

/** How many rows each pick and each category has. */
export const tally = computed(() => {
  const [all, block, review, pass, incomplete, unchecked] = [0, 0, 0, 0, 0, 0];
  const picks: Record<Pick, number> = { all, block, review, pass, incomplete, unchecked };
  const categories = new Map<string, number>();
  for (const { row } of entries.value) {
    const result = results.value.get(row);
    for (const pick of Object.keys(picks) as Pick[]) if (fits(pick, result)) picks[pick] += 1;
    for (const slug of result ? categoriesOf(result) : []) {
      categories.set(slug, (categories.get(slug) ?? 0) + 1);
    }
  }
  return { picks, categories: [...categories].sort(([, a], [, b]) => b - a) };
});

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
