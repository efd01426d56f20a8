import type { Finding } from "./wire";

/** What is said by the hour of a message or for want of a signature, of no words in it. */
const OF_NO_WORDS = new Set(["contact_time", "missing_identification"]);

/** Whether a finding that covers all from `from` to `to` of `text` is about the message as a whole. */
export function ofTheWhole(finding: Finding, from: number, to: number, text: string): boolean {
  return from === 0 && to === text.length && OF_NO_WORDS.has(finding.category);
}
