import { effect, signal } from "@preact/signals";

const STORED = "tonecheck-theme";

export const THEMES = { auto: "跟随系统", light: "浅色", dark: "深色" } as const;
export type Theme = keyof typeof THEMES;

const systemDark = matchMedia("(prefers-color-scheme: dark)");
const systemIsDark = signal(systemDark.matches);
const stored = localStorage.getItem(STORED);
export const theme = signal<Theme>(stored === "light" || stored === "dark" ? stored : "auto");

/** The look is the one thing the page remembers; never a text. */
export function startTheme(): void {
  systemDark.addEventListener("change", ({ matches }) => (systemIsDark.value = matches));
  effect(() => {
    const auto = systemIsDark.value ? "dark" : "light";
    document.documentElement.dataset["theme"] = theme.value === "auto" ? auto : theme.value;
    localStorage.setItem(STORED, theme.value);
  });
}
