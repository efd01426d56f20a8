// Placeholders of templates stand out, so that nobody takes them for words.

import { Decoration, type DecorationSet, MatchDecorator, ViewPlugin } from "@codemirror/view";

const blank = new MatchDecorator({
  regexp:
    /\{\{[^{}\n]{0,40}\}\}|[$#]?\{[\w.\-一-鿿]{0,40}\}|#[\w一-鿿]{1,20}#|<[\w一-鿿]{1,20}>|【(?:变量|参数)\w{0,4}】|%(?:\(\w{1,40}\)|\d\$)?[sd]/g,
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

