import type { Report } from "../wire";
import { category, percent } from "../words";

const SHOWN_FROM = 0.01;

/** The classifier's probability of each category, the likeliest first. */
export function Scores({ report }: { report: Report }) {
  const scores = Object.entries(report.scores).sort(([, a], [, b]) => b - a);
  const shown = scores.filter(([, score]) => score >= SHOWN_FROM);
  return (
    <section aria-labelledby="scores-title" class="scores">
      <h2 id="scores-title">模型分数</h2>
      {scores.length === 0 && <p class="faint">这次只用规则检查，没有模型分数。</p>}
      {shown.length > 0 && (
        <dl class="bars">
          {shown.map(([slug, score]) => (
            <div key={slug}>
              <dt>{category(slug)}</dt>
              <dd>
                <span class="bar" aria-hidden="true">
                  <span style={{ width: percent(score) }} />
                </span>
                {percent(score)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {scores.length > shown.length && (
        <p class="faint">
          {shown.length > 0 ? "其余" : "全部"} {scores.length - shown.length} 类都低于 1%。
        </p>
      )}
    </section>
  );
}
