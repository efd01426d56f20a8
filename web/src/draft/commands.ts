// What the author does with findings in the editor: go from one to the next, take a suggestion.

import type { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { category, SEVERITIES } from "../words";
import type { Mark } from "./mark";
import { openedField, openEffect, placed } from "./opened";
import { sentencesAround } from "./sentence";

/** Select a mark's words and bring them into view. */
export function select(view: EditorView, mark: Mark, withCard: boolean): void {
  const all = placed(view.state);
  const number = all.findIndex((one) => one.mark === mark);
  const place = all[number];
  if (!place) return;
  const { severity, category: slug, excerpt, message } = mark.finding;
  const words = `${SEVERITIES[severity]}，${category(slug)}：${excerpt}。${message}`;
  view.dispatch({
    selection: { anchor: place.from, head: place.to },
    effects: [
      EditorView.scrollIntoView(place.from, { y: "nearest", yMargin: 60 }),
      EditorView.announce.of(`第 ${number + 1} 处，共 ${all.length} 处。${words}`),
      openEffect.of(withCard ? { marks: [mark], by: "keyboard" } : null),
    ],
  });
}

/** Open the next (1) or previous (-1) finding, from the opened one or else from the cursor. */
export function step(view: EditorView, by: 1 | -1): boolean {
  const all = placed(view.state);
  if (all.length === 0) return false;
  const opened = view.state.field(openedField)?.marks[0];
  const at = all.findIndex((one) => one.mark === opened);
  const cursor = view.state.selection.main.from;
  const after = all.findIndex((one) => one.from >= cursor);
  const first = by === 1 ? (after < 0 ? 0 : after) : (after < 0 ? all.length : after) - 1;
  const next = at < 0 ? first : at + by;
  const target = all[(next + all.length) % all.length];
  if (target) select(view, target.mark, true);
  return true;
}

/** Where the suggestion of a mark would go: whole sentences. */
export function replaced(state: EditorState, mark: Mark): [number, number] | null {
  const place = placed(state).find((one) => one.mark === mark);
  return place ? sentencesAround(state.doc.toString(), place.from, place.to) : null;
}

/** Put the suggestion of a mark in place of the sentences it is about. */
export function takeSuggestion(view: EditorView, mark: Mark | null): boolean {
  const suggestion = mark?.finding.suggestion;
  const range = mark && replaced(view.state, mark);
  if (!suggestion || !range) return false;
  const [from, to] = range;
  view.dispatch({
    changes: { from, to, insert: suggestion },
    selection: { anchor: from + suggestion.length },
    effects: EditorView.announce.of("已采用改写，正在重新检查"),
    userEvent: "input.complete",
    scrollIntoView: true,
  });
  view.focus();
  return true;
}

/** The suggestion of the opened finding, or else of the one at the cursor. */
export function takeOpened(view: EditorView): boolean {
  const cursor = view.state.selection.main.head;
  const at = placed(view.state).find(({ from, to }) => from <= cursor && cursor <= to);
  return takeSuggestion(view, view.state.field(openedField)?.marks[0] ?? at?.mark ?? null);
}

export function close(view: EditorView): boolean {
  if (!view.state.field(openedField)) return false;
  view.dispatch({ effects: openEffect.of(null) });
  return true;
}
