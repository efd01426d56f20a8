import type { Diagnostic } from "@codemirror/lint";
import { unitsOf } from "../codepoints";
import { ofTheWhole } from "../whole";
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

/** The marks of `report` in the `text` it speaks of. */
export function marksOf(text: string, report: Report): Mark[] {
  const units = unitsOf(text);
  return report.findings.map((finding, number) => {
    const [from, to] = [units(finding.start), units(finding.end)];
    const whole = ofTheWhole(finding, from, to, text);
    return new Mark(finding, report.read_as?.[number] ?? "", from, to, whole);
  });
}
