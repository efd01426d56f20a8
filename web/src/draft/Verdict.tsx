import { Sign, type Shape } from "../frame/Sign";
import type { Report } from "../wire";
import { DECISIONS, GISTS, reason, SEVERITIES } from "../words";
import { checked, checkNow, outcome } from "./checking";

/** The decision in large; never of a text that is not the one in the editor. */
export function Verdict() {
  const now = outcome.value;
  const report = now.state === "checked" ? checked.value?.report : undefined;
  return (
    <section aria-labelledby="verdict-title">
      <h2 id="verdict-title" class="visually-hidden">
        结论
      </h2>
      {now.state === "empty" && <Word shape="waiting" word="未检查" gist="写下内容后自动检查" />}
      {now.state === "checking" && <Word shape="waiting" word="检查中" gist="内容有改动，正在检查" />}
      {now.state === "failed" && (
        <Word shape="incomplete" word="未检查" gist={now.why}>
          <button type="button" onClick={checkNow}>
            重试
          </button>
        </Word>
      )}
      {report && <Decided report={report} />}
      <p class="visually-hidden" role="status" data-testid="announcement">
        {report ? spoken(report) : now.state === "failed" ? `没有检查：${now.why}` : ""}
      </p>
    </section>
  );
}

function Decided({ report }: { report: Report }) {
  const gist = GISTS[report.decision];
  return (
    <Word
      shape={report.decision}
      word={DECISIONS[report.decision]}
      gist={report.findings.length > 0 ? `${gist}：${counts(report)}` : report.complete ? gist : ""}
    >
      {!report.complete && (
        <div class="incomplete" data-testid="incomplete">
          <strong>
            <Sign shape="incomplete" />
            未能完整检查，不能算通过
          </strong>
          <ul>
            {report.incomplete_because.map((code) => (
              <li key={code}>{reason(code)}</li>
            ))}
          </ul>
        </div>
      )}
    </Word>
  );
}

interface WordProps {
  shape: Shape;
  word: string;
  gist: string;
  children?: preact.ComponentChildren;
}

function Word({ shape, word, gist, children }: WordProps) {
  return (
    <div class={`verdict verdict-${shape}`} data-testid="verdict">
      <p class="verdict-word">
        <Sign shape={shape} />
        {word}
      </p>
      {gist && <p class="verdict-gist">{gist}</p>}
      {children}
    </div>
  );
}

function counts({ findings }: Report): string {
  const of = (severity: keyof typeof SEVERITIES): string => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count > 0 ? `${count} 处${SEVERITIES[severity]}` : "";
  };
  return [of("block"), of("warn"), of("info")].filter(Boolean).join("，");
}

function spoken(report: Report): string {
  const parts = [`结论：${DECISIONS[report.decision]}，${GISTS[report.decision]}`];
  if (report.findings.length > 0) parts.push(counts(report));
  if (!report.complete) {
    parts.push(`未能完整检查：${report.incomplete_because.map(reason).join("；")}`);
  }
  return `${parts.join("。")}。`;
}
