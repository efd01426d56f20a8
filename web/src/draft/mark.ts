import type { Diagnostic } from "@codemirror/lint";
import { unitsOf } from "../codepoints";
import type { Finding, Report, Severity } from "../wire";

const LEVELS: Record<Severity, Diagnostic["severity"]> = {
  block: "error",
  warn: "warning",
  info: "info",
};

/** A finding as the lint extension of the editor wants it, at UTF-16 offsets. */
export class Mark implements Diagnostic {
  readonly severity: Diagnostic["severity"];
  readonly message: string;
  readonly markClass: string;

  constructor(
    readonly finding: Finding,
    readonly readAs: string,
    readonly from: number,
    readonly to: number,
    whole: boolean,
  ) {
    this.severity = LEVELS[finding.severity];
    this.message = finding.message;
    this.markClass = whole ? `whole-${finding.severity}` : `mark-${finding.severity}`;
  }
}

/** What is said of the whole message, by its hour or for want of a signature, and of no words in it. */
const OF_THE_WHOLE = new Set(["contact_time", "missing_identification"]);

/** The marks of `report` in the `text` it speaks of. */
export function marksOf(text: string, report: Report): Mark[] {
  const units = unitsOf(text);
  return report.findings.map((finding, number) => {
    const [from, to] = [units(finding.start), units(finding.end)];
    const all = from === 0 && to === text.length;
    const whole = all && OF_THE_WHOLE.has(finding.category);
    return new Mark(finding, report.read_as?.[number] ?? "", from, to, whole);
  });
}
