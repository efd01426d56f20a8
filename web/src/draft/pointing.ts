// Cards open under the pointer. CodeMirror's own hover tooltips reckon with the width of Latin
// letters and miss the middle of a Chinese character, where a pointer is apt to rest.

import { EditorView, ViewPlugin } from "@codemirror/view";
import type { Severity } from "../wire";
import { openedField, openEffect, placed, type Opened } from "./opened";

const DELAY_MS = 250;
const GRAVITY: Severity[] = ["block", "warn", "info"];

export const pointing = ViewPlugin.fromClass(
  class {
    timer = 0;

    destroy(): void {
      clearTimeout(this.timer);
    }

    later(act: () => void): void {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(act, DELAY_MS);
    }
  },
  {
    eventHandlers: {
      mouseover(event, view) {
        const target = event.target as Element;
        const piece = target.closest(".cm-lintRange");
        if (target.closest(".cm-tooltip")) clearTimeout(this.timer);
        else this.later(() => (piece ? openOver(view, piece) : closePointed(view)));
      },
      mouseleave(_, view) {
        this.later(() => closePointed(view));
      },
    },
  },
);

function openOver(view: EditorView, piece: Element): void {
  if (!view.dom.contains(piece)) return; // the draft has changed since
  const at = view.posAtDOM(piece);
  const marks = placed(view.state)
    .filter(({ from, to }) => from <= at && at < to)
    .map(({ mark }) => mark)
    .sort((a, b) => GRAVITY.indexOf(a.finding.severity) - GRAVITY.indexOf(b.finding.severity));
  const opened: Opened = { marks, by: "pointer" };
  if (marks.length > 0) view.dispatch({ effects: openEffect.of(opened) });
}

function closePointed(view: EditorView): void {
  if (view.state.field(openedField)?.by !== "pointer") return;
  view.dispatch({ effects: openEffect.of(null) });
}
