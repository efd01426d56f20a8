import { EditorView } from "@codemirror/view";

// What must outweigh CodeMirror's own style; everything else is in style/draft.css. Its lint
// underlines are images in data: addresses, which the Content-Security-Policy refuses.
const underline = { backgroundImage: "none", paddingBottom: "0" };

export const look = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit" },
  ".cm-content": { caretColor: "var(--ink)", padding: "14px 0", minHeight: "var(--editor-height)" },
  ".cm-line": { padding: "0 16px" },
  ".cm-placeholder": { color: "var(--ink-faint)" },
  ".cm-lintRange-error": underline,
  ".cm-lintRange-warning": underline,
  ".cm-lintRange-info": underline,
  ".cm-lintRange-active": { backgroundColor: "transparent" },
  ".cm-tooltip": { border: "1px solid var(--line-strong)", backgroundColor: "var(--surface)" },
  ".cm-tooltip-hover": { display: "none" },
});
