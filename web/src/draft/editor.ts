import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { linter, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { blanks } from "./blanks";
import type { Checked } from "./checking";
import { close, takeOpened } from "./commands";
import { look } from "./look";
import { marksOf } from "./mark";
import { openedField, openEffect } from "./opened";
import { pointing } from "./pointing";

/**
 * An editor inside `host`, which calls `onChange` with every new text.
 *
 * It lives in a shadow tree: there CodeMirror adopts its style sheet, which the service's
 * Content-Security-Policy allows, where in the document it would add a `<style>` element.
 */
export function createEditor(host: HTMLElement, onChange: (text: string) => void): EditorView {
  const root = host.attachShadow({ mode: "open", delegatesFocus: true });
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "assets/app.css";
  const parent = document.createElement("div");
  parent.className = "shadowed";
  root.append(style, parent);
  return new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        history(),
        keymap.of([
          { key: "Mod-Enter", run: takeOpened },
          { key: "Escape", run: close },
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": "消息内容",
          "aria-description": "F8 到下一处问题，Shift+F8 到上一处，Ctrl+Enter 采用改写",
          spellcheck: "false",
        }),
        placeholder("在这里写或粘贴要发送的内容，一边写一边检查。"),
        linter(null, { tooltipFilter: () => [] }), // we have our own cards
        openedField,
        pointing,
        blanks,
        look,
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
}

/** Underline what was found, unless the draft has changed since it was asked about. */
export function showFindings(view: EditorView, checked: Checked | null): void {
  if (checked && checked.text !== view.state.doc.toString()) return;
  const marks = checked ? marksOf(checked.text, checked.report) : [];
  view.dispatch(setDiagnostics(view.state, marks), { effects: openEffect.of(null) });
}

export function replaceAll(view: EditorView, text: string): void {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}
