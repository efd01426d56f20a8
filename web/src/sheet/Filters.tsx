import { category, DECISIONS } from "../words";
import { picked, pickedCategory, rowsOf, type Pick } from "./picking";
import { categoryCounts, done } from "./results";

const PICKS: Record<Pick, string> = {
  all: "全部",
  ...DECISIONS,
  incomplete: "未能完整检查",
  unchecked: "未检查",
};

/** Look at some rows only; the download always has all. */
export function Filters() {
  if (done() === 0) return null;
  return (
    <div class="filters" role="group" aria-label="筛选">
      {(Object.keys(PICKS) as Pick[])
        .filter((pick) => pick === "all" || rowsOf(pick) > 0 || picked.value === pick)
        .map((pick) => (
          <button
            key={pick}
            type="button"
            aria-pressed={picked.value === pick}
            onClick={() => (picked.value = pick)}
          >
            {PICKS[pick]} <span class="count">{rowsOf(pick)}</span>
          </button>
        ))}
      <label>
        <span class="visually-hidden">类别</span>
        <select
          value={pickedCategory.value}
          onChange={(event) => (pickedCategory.value = event.currentTarget.value)}
        >
          <option value="">全部类别</option>
          {categoryCounts().map(([slug, count]) => (
            <option key={slug} value={slug}>
              {category(slug)}（{count}）
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
