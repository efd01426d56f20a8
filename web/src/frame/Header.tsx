import { theme, THEMES, type Theme } from "./theme";
import { view, type View } from "./route";

const VIEWS: Record<View, string> = { draft: "草稿", sheet: "表格", rules: "规则" };

export function Header() {
  return (
    <header class="top">
      <h1>
        催收话术检查 <span class="brand">tonecheck</span>
      </h1>
      <nav aria-label="视图">
        {(Object.keys(VIEWS) as View[]).map((name) => (
          <a key={name} href={`#/${name}`} aria-current={view.value === name ? "page" : undefined}>
            {VIEWS[name]}
          </a>
        ))}
      </nav>
      <label class="theme">
        <span class="visually-hidden">外观</span>
        <select
          value={theme.value}
          onChange={(event) => (theme.value = event.currentTarget.value as Theme)}
        >
          {Object.entries(THEMES).map(([name, title]) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      </label>
    </header>
  );
}
