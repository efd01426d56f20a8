import type { EditorView } from "@codemirror/view";
import { useSignal } from "@preact/signals";
import { Sign, shapeOf } from "../frame/Sign";
import { category, SEVERITIES } from "../words";
import { select } from "./commands";
import { FindingCard } from "./FindingCard";
import type { Mark } from "./mark";

/** The findings in their order; Enter on one selects its words and unfolds it. */
export function Findings({ marks, view }: { marks: Mark[]; view: EditorView }) {
  // By name, not by mark: every answer brings new marks, and what is unfolded should stay so.
  const unfolded = useSignal("");
  const toggle = (mark: Mark, name: string) => {
    unfolded.value = unfolded.value === name ? "" : name;
    if (unfolded.value) select(view, mark, false);
  };
  return (
    <section aria-labelledby="findings-title" class="findings">
      <h2 id="findings-title">
        问题 <span class="count">{marks.length}</span>
      </h2>
      {marks.length > 0 && (
        <ol>
          {named(marks).map(([name, mark]) => (
            <li key={name} class={`finding finding-${mark.finding.severity}`}>
              <button
                type="button"
                class="finding-row"
                aria-expanded={unfolded.value === name}
                onClick={() => toggle(mark, name)}
              >
                <Sign shape={shapeOf(mark.finding.severity)} />
                <span class="finding-label">
                  {SEVERITIES[mark.finding.severity]} · {category(mark.finding.category)}
                </span>
                <span class="finding-excerpt">{mark.finding.excerpt}</span>
              </button>
              {unfolded.value === name && <FindingCard mark={mark} view={view} />}
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function named(marks: Mark[]): [string, Mark][] {
  const seen = new Map<string, number>();
  return marks.map((mark) => {
    const { rule } = mark.finding;
    const before = seen.get(rule) ?? 0;
    seen.set(rule, before + 1);
    return [`${rule} ${before}`, mark];
  });
}
