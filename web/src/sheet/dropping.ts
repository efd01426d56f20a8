// A file may be dropped anywhere: it goes to the sheet. Otherwise the browser would leave the page
// for the file, and the draft would be gone.

import { signal } from "@preact/signals";
import { open } from "./state";

/** Whether a file is held over the page. */
export const over = signal(false);

const holdsFile = (event: DragEvent): boolean => !!event.dataTransfer?.types.includes("Files");

export function startDropping(): void {
  const listen = (type: "dragover" | "dragleave" | "drop", act: (event: DragEvent) => void) =>
    // Before the editor, which would paste the bytes.
    window.addEventListener(type, (event) => holdsFile(event) && act(event), { capture: true });
  listen("dragover", (event) => {
    event.preventDefault();
    over.value = true;
  });
  listen("dragleave", (event) => {
    if (!event.relatedTarget) over.value = false;
  });
  listen("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    over.value = false;
    location.hash = "#/sheet";
    const dropped = event.dataTransfer?.files[0];
    if (dropped) void open(dropped);
  });
}
