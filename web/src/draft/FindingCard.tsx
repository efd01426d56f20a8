import type { EditorView } from "@codemirror/view";
import { render } from "preact";
import { Law } from "../rules/Law";
import { useRule } from "../rules/library";
import type { Finding } from "../wire";
import { category, evasion, percent, SEVERITIES } from "../words";
import { Sign, shapeOf } from "../frame/Sign";
import { close, replaced, takeSuggestion } from "./commands";
import type { Mark } from "./mark";

/** The cards of findings, for a tooltip of the editor. */
export function cardsOf(marks: Mark[], view: EditorView): HTMLElement {
  const holder = document.createElement("div");
  holder.className = "cards";
  const cards = marks.map((mark, number) => <FindingCard key={number} mark={mark} view={view} />);
  render(<>{cards}</>, holder);
  return holder;
}

/** Everything about one finding, with the button that takes its suggestion. */
export function FindingCard({ mark, view }: { mark: Mark; view: EditorView }) {
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    close(view);
    view.focus();
  };
  return (
    <article class="card" onKeyDown={leave}>
      <FindingHead finding={mark.finding} />
      <p class="card-what">{mark.finding.message}</p>
      {mark.finding.suggestion && (
        <Suggestion mark={mark} view={view} suggestion={mark.finding.suggestion} />
      )}
      <FindingFacts finding={mark.finding} readAs={mark.readAs} />
    </article>
  );
}

function FindingHead({ finding }: { finding: Finding }) {
  return (
    <header class="card-head">
      <span class={`level level-${finding.severity}`}>
        <Sign shape={shapeOf(finding.severity)} />
        {SEVERITIES[finding.severity]}
      </span>
      <span>{category(finding.category)}</span>
      <span class="faint">{percent(finding.confidence)} 把握</span>
    </header>
  );
}

/** How a disguise was read, and the law with its dates. */
export function FindingFacts({ finding, readAs }: { finding: Finding; readAs: string }) {
  const name = useRule(finding.rule).value?.name ?? finding.rule;
  return (
    <dl class="facts">
      {finding.evasion.length > 0 && (
        <>
          <dt>{readAs ? "读作" : "写法"}</dt>
          <dd>
            {readAs && (
              <>
                <span class="excerpt">{finding.excerpt}</span> → <strong>{readAs}</strong>{" "}
              </>
            )}
            <span class="faint">（{finding.evasion.map(evasion).join("、")}）</span>
          </dd>
        </>
      )}
      <dt>依据</dt>
      <dd>
        <Law basis={finding.basis} rule={finding.rule} />
      </dd>
      <dt>规则</dt>
      <dd>
        <a href={`#/rules/${finding.rule}`}>{name}</a>
      </dd>
    </dl>
  );
}

interface SuggestionProps {
  mark: Mark;
  view: EditorView;
  suggestion: string;
}

function Suggestion({ mark, view, suggestion }: SuggestionProps) {
  const range = replaced(view.state, mark);
  return (
    <div class="suggestion">
      <p class="suggestion-label">可改为</p>
      {range && <del>{view.state.sliceDoc(...range)}</del>}
      <ins>{suggestion}</ins>
      <button type="button" class="primary" onClick={() => takeSuggestion(view, mark)}>
        采用改写 <kbd>Ctrl Enter</kbd>
      </button>
    </div>
  );
}
