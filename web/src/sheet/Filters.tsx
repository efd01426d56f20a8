import { category } from "../words";
import { picked, pickedCategory, tally, type Pick } from "./picking";
import { results } from "./state";

const PICKS: Record<Pick, string> = {
  all: "全部",
  block: "拦截",
  review: "复核",
  pass: "通过",
  incomplete: "未能完整检查",
  unchecked: "未检查",
};

/** Look at some rows only; the download always has all. */
export function Filters() {
  if (results.value.size === 0) return null;
  const { picks, categories } = tally.value;
  return (
    <div class="filters" role="group" aria-label="筛选">
      {(Object.keys(PICKS) as Pick[])
        .filter((pick) => pick === "all" || picks[pick] > 0 || picked.value === pick)
        .map((pick) => (
          <button
            key={pick}
            type="button"
            aria-pressed={picked.value === pick}
            onClick={() => (picked.value = pick)}
          >
            {PICKS[pick]} <span class="count">{picks[pick]}</span>
          </button>
        ))}
      <label>
        <span class="visually-hidden">类别</span>
        <select
          value={pickedCategory.value}
          onChange={(event) => (pickedCategory.value = event.currentTarget.value)}
        >
          <option value="">全部类别</option>
          {categories.map(([slug, count]) => (
            <option key={slug} value={slug}>
              {category(slug)}（{count}）
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
