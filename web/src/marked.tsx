import { unitsOf } from "./codepoints";
import type { Finding, Severity } from "./wire";
import { ofTheWhole } from "./whole";
import { SEVERITIES } from "./words";

const WEIGHT: Severity[] = ["info", "warn", "block"];

/** A text with its findings underlined, the gravest on top where they overlap. */
export function Marked({ text, findings }: { text: string; findings: Finding[] }) {
  return (
    <>
      {pieces(text, findings).map(([piece, severity], number) =>
        severity ? (
          <mark key={number} class={`mark-${severity}`} title={SEVERITIES[severity]}>
            {piece}
          </mark>
        ) : (
          piece
        ),
      )}
    </>
  );
}

function pieces(text: string, findings: Finding[]): [string, Severity | null][] {
  const units = unitsOf(text);
  const spans = findings
    .map((finding) => ({ finding, from: units(finding.start), to: units(finding.end) }))
    .filter(({ finding, from, to }) => !ofTheWhole(finding, from, to, text));
  const cuts = new Set([0, text.length, ...spans.flatMap(({ from, to }) => [from, to])]);
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(1).map((to, at) => {
    const from = edges[at]!;
    const over = spans.filter((span) => span.from <= from && to <= span.to);
    const gravest = Math.max(-1, ...over.map(({ finding }) => WEIGHT.indexOf(finding.severity)));
    return [text.slice(from, to), WEIGHT[gravest] ?? null];
  });
}
