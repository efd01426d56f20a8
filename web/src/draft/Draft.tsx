import type { EditorView } from "@codemirror/view";
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { codePoints } from "../codepoints";
import { TermsBar } from "../frame/TermsBar";
import { MAX_CODE_POINTS } from "../words";
import { checked, startChecking, text } from "./checking";
import { step } from "./commands";
import { createEditor, replaceAll, showFindings } from "./editor";
import { Findings } from "./Findings";
import type { Mark } from "./mark";
import { placed } from "./opened";
import { Scores } from "./Scores";
import { Verdict } from "./Verdict";
import { Versions } from "./Versions";

/** One message while it is written: the editor, and what there is to say about it. */
export function Draft({ hidden }: { hidden: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const view = useSignal<EditorView | null>(null);
  const marks = useSignal<Mark[]>([]);
  useEffect(() => {
    const created = createEditor(host.current!, (now) => (text.value = now));
    view.value = created;
    startChecking();
    return () => created.destroy();
  }, []);
  useSignalEffect(() => {
    if (!view.value) return;
    showFindings(view.value, checked.value);
    marks.value = placed(view.value.state).map(({ mark }) => mark);
  });
  useSignalEffect(() => {
    // A text that comes from the sheet, not from typing.
    if (view.value && view.value.state.doc.toString() !== text.value) {
      replaceAll(view.value, text.value);
    }
  });
  const go = (by: 1 | -1) => {
    if (!view.value) return;
    step(view.value, by);
    // Where there is no mouse, focus would bring up a keyboard over what was just opened.
    if (matchMedia("(pointer: fine)").matches) view.value.focus();
  };
  // From the list as well as in the editor, whose own keys have been seen to when they come here.
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (event.key === "F8") go(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") view.value?.focus();
    else return;
    event.preventDefault();
  };
  const length = codePoints(text.value);
  return (
    <main hidden={hidden} class="draft" aria-label="草稿" onKeyDown={press}>
      <div class="writing">
        <TermsBar />
        <div ref={host} class="editor" />
        <div class="under-editor">
          <span class={length > MAX_CODE_POINTS ? "too-long" : ""}>
            {length} / {MAX_CODE_POINTS} 字
          </span>
          <span class="steps">
            <button type="button" onClick={() => go(-1)}>
              上一处 <kbd>Shift F8</kbd>
            </button>
            <button type="button" onClick={() => go(1)}>
              下一处 <kbd>F8</kbd>
            </button>
          </span>
        </div>
      </div>
      <aside class="verdicts" aria-label="检查结果">
        <Verdict />
        {checked.value && view.value && (
          <>
            <Findings marks={marks.value} view={view.value} />
            <Scores report={checked.value.report} />
            <Versions report={checked.value.report} />
          </>
        )}
      </aside>
    </main>
  );
}
