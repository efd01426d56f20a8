const ENDS = /[。！？!?；;\n]/;
const CLOSES = /[”’」』）)》】]/;
/** What opens a line and stays when its sentence is rewritten: 【signature】 and 坐席： */
const OPENING = /^\s*(?:【[^】\n]{1,20}】\s*)?(?:[\p{L}\p{N}]{1,6}[：:]\s*)?/u;

/**
 * The sentences of `text` that `from` to `to` touches: what a suggestion stands for. Replacing the
 * offending words alone would leave half a sentence around it.
 */
export function sentencesAround(text: string, from: number, to: number): [number, number] {
  let start = from;
  while (start > 0 && !ENDS.test(text.charAt(start - 1))) start -= 1;
  while (start < from && CLOSES.test(text.charAt(start))) start += 1;
  let end = to;
  if (!ENDS.test(text.charAt(to - 1))) {
    while (end < text.length && !ENDS.test(text.charAt(end))) end += 1;
    if (end < text.length && text.charAt(end) !== "\n") end += 1;
  }
  const opening = OPENING.exec(text.slice(start, end))?.[0].length ?? 0;
  return [Math.min(start + opening, end), end];
}
