const BEYOND_ONE_UNIT = /[\ud800-\udfff]/;

/** Maps an offset in code points, as the service counts, to one in UTF-16 units of `text`. */
export function unitsOf(text: string): (codePoints: number) => number {
  if (!BEYOND_ONE_UNIT.test(text)) return (offset) => Math.min(offset, text.length);
  const units: number[] = [];
  let at = 0;
  for (const char of text) {
    units.push(at);
    at += char.length;
  }
  return (offset) => units[offset] ?? text.length;
}

/** How many code points `text` has. */
export function codePoints(text: string): number {
  if (!BEYOND_ONE_UNIT.test(text)) return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
