// Placeholders of templates stand out, so that nobody takes them for words: those, and only those,
// that the check does not read as words either.

import { Decoration, type DecorationSet, MatchDecorator, ViewPlugin } from "@codemirror/view";
import contract from "../contract.json";

const blank = new MatchDecorator({
  regexp: new RegExp(contract.placeholder, "gu"),
  decoration: Decoration.mark({ class: "blank" }),
});

export const blanks = ViewPlugin.define<{ marks: DecorationSet; update: Updating }>(
  (view) => ({
    marks: blank.createDeco(view),
    update(update) {
      this.marks = blank.updateDeco(update, this.marks);
    },
  }),
  { decorations: (plugin) => plugin.marks },
);

type Updating = (update: Parameters<typeof blank.updateDeco>[0]) => void;
