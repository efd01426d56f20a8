import { useEffect } from "preact/hooks";
import { ruleId } from "../frame/route";
import { Sign, shapeOf } from "../frame/Sign";
import { CATEGORIES, category, SEVERITIES } from "../words";
import type { RuleEntry } from "./library";
import { RuleText } from "./RuleText";
import { found, query, queryCategory, startSearching } from "./search";

/** All rules: search, and read one with its examples and its law. */
export function Rules({ hidden }: { hidden: boolean }) {
  useEffect(startSearching, []);
  const { value: rules, error } = found.value;
  return (
    <main hidden={hidden} class={`rules${ruleId.value ? " rules-one" : ""}`} aria-label="规则">
      <div class="rules-list">
        <search class="rules-search">
          <label>
            <span class="visually-hidden">查找规则</span>
            <input
              type="search"
              maxLength={100}
              placeholder="查找规则，如 通讯录、坐牢"
              value={query.value}
              onInput={(event) => (query.value = event.currentTarget.value)}
            />
          </label>
          <label>
            <span class="visually-hidden">类别</span>
            <select
              value={queryCategory.value}
              onChange={(event) => (queryCategory.value = event.currentTarget.value)}
            >
              <option value="">全部类别</option>
              {Object.entries(CATEGORIES).map(([slug, title]) => (
                <option key={slug} value={slug}>
                  {title}
                </option>
              ))}
            </select>
          </label>
        </search>
        <p role="status" class="faint rules-count">
          {error ?? (rules ? `${rules.length} 条规则` : "正在取规则……")}
        </p>
        <p class="faint legend" aria-hidden="true">
          <Sign shape="block" /> {SEVERITIES.block} <Sign shape="review" /> {SEVERITIES.warn}{" "}
          <Sign shape="info" /> {SEVERITIES.info}
        </p>
        {grouped(rules ?? []).map(([slug, group]) => (
          <section key={slug} aria-labelledby={`rules-${slug}`}>
            <h2 id={`rules-${slug}`}>{category(slug)}</h2>
            <ul>
              {group.map((entry) => (
                <li key={entry.id}>
                  <a
                    href={`#/rules/${entry.id}`}
                    aria-current={ruleId.value === entry.id ? "true" : undefined}
                  >
                    <Sign shape={shapeOf(entry.severity)} />
                    <span class="visually-hidden">{SEVERITIES[entry.severity]}：</span>
                    {entry.name}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <RuleText />
    </main>
  );
}

function grouped(rules: RuleEntry[]): [string, RuleEntry[]][] {
  const groups = new Map<string, RuleEntry[]>();
  for (const entry of rules) {
    groups.set(entry.category, [...(groups.get(entry.category) ?? []), entry]);
  }
  return [...groups];
}
