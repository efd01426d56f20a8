// Which findings have their card open, and the card itself.

import { forEachDiagnostic } from "@codemirror/lint";
import { StateEffect, StateField, type EditorState } from "@codemirror/state";
import { type EditorView, showTooltip, type Tooltip } from "@codemirror/view";
import { Mark } from "./mark";
import { cardsOf } from "./FindingCard";

export interface Placed {
  mark: Mark;
  from: number;
  to: number;
}

export interface Opened {
  marks: Mark[];
  /** What the pointer opened it closes again by leaving. */
  by: "keyboard" | "pointer";
}

/** All marks where they are now, in the order of the report. */
export function placed(state: EditorState): Placed[] {
  const found: Placed[] = [];
  forEachDiagnostic(state, (diagnostic, from, to) => {
    if (diagnostic instanceof Mark) found.push({ mark: diagnostic, from, to });
  });
  return found.sort((a, b) => a.from - b.from || a.to - b.to);
}

export const openEffect = StateEffect.define<Opened | null>();

/** Closed by Escape and by any change of the draft. */
export const openedField = StateField.define<Opened | null>({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(openEffect)) return effect.value;
    return transaction.docChanged ? null : value;
  },
  provide: (field) => showTooltip.compute([field], (state) => tooltip(state, state.field(field))),
});

function tooltip(state: EditorState, opened: Opened | null): Tooltip | null {
  const place = placed(state).find(({ mark }) => mark === opened?.marks[0]);
  if (!opened || !place) return null;
  const create = (view: EditorView) => ({ dom: cardsOf(opened.marks, view) });
  return { pos: place.from, end: place.to, create };
}
