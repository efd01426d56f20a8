import { useSignal } from "@preact/signals";
import { text as draft } from "../draft/checking";
import { FindingFacts } from "../draft/FindingCard";
import { Sign, shapeOf } from "../frame/Sign";
import { Marked } from "../marked";
import { category, DECISIONS, reason, SEVERITIES } from "../words";
import { page, PAGE_SIZE, shown } from "./picking";
import { categoriesOf, resultOf, type Result } from "./results";
import type { Entry } from "./state";

/** The messages with what was found in each. */
export function Rows() {
  const pages = Math.max(1, Math.ceil(shown.value.length / PAGE_SIZE));
  const at = Math.min(page.value, pages - 1);
  const visible = shown.value.slice(at * PAGE_SIZE, (at + 1) * PAGE_SIZE);
  return (
    <>
      <table class="rows" role="table">
        <caption class="visually-hidden">逐条结果</caption>
        <thead>
          <tr role="row">
            <th scope="col">行</th>
            <th scope="col">结论</th>
            <th scope="col">内容</th>
            <th scope="col">类别</th>
          </tr>
        </thead>
        <tbody>
          {visible.map((entry) => (
            <Row key={entry.row} entry={entry} result={resultOf(entry.row)} />
          ))}
        </tbody>
      </table>
      {shown.value.length === 0 && <p class="faint">没有符合筛选的行。</p>}
      {pages > 1 && (
        <nav class="pages" aria-label="分页">
          <button type="button" disabled={at === 0} onClick={() => (page.value = at - 1)}>
            上一页
          </button>
          <span>
            第 {at + 1} / {pages} 页
          </span>
          <button type="button" disabled={at === pages - 1} onClick={() => (page.value = at + 1)}>
            下一页
          </button>
        </nav>
      )}
    </>
  );
}

function Row({ entry, result }: { entry: Entry; result: Result | undefined }) {
  const unfolded = useSignal(false);
  const more = !!result && (result.findings.length > 0 || !result.complete);
  return (
    <>
      <tr role="row">
        <td role="cell" class="number">
          {entry.row + 1}
        </td>
        <td role="cell">{result ? <Decided result={result} /> : <span class="faint">未检查</span>}</td>
        <td role="cell" class="message">
          <Marked text={entry.text} findings={result?.findings ?? []} />
          {more && (
            <button
              type="button"
              class="quiet"
              aria-expanded={unfolded.value}
              onClick={() => (unfolded.value = !unfolded.value)}
            >
              <span class="visually-hidden">第 {entry.row + 1} 行的</span>详情
            </button>
          )}
        </td>
        <td role="cell">{result && categoriesOf(result).map(category).join("、")}</td>
      </tr>
      {result && unfolded.value && (
        <tr role="row" class="details">
          <td role="cell" colSpan={4}>
            <Details entry={entry} result={result} />
          </td>
        </tr>
      )}
    </>
  );
}

function Decided({ result: { decision, complete } }: { result: Result }) {
  return (
    <span class={`decided decided-${decision}`}>
      <Sign shape={complete ? decision : "incomplete"} />
      {DECISIONS[decision]}
      {!complete && <span class="incomplete-words">未完整</span>}
    </span>
  );
}

function Details({ entry, result }: { entry: Entry; result: Result }) {
  const edit = () => {
    draft.value = entry.text;
    location.hash = "#/draft";
  };
  return (
    <>
      {!result.complete && (
        <p class="incomplete-words">
          未能完整检查，不能算通过：{result.incomplete_because.map(reason).join("；")}
        </p>
      )}
      <ul class="details-findings">
        {result.findings.map((finding, number) => (
          <li key={number}>
            <p class="card-head">
              <span class={`level level-${finding.severity}`}>
                <Sign shape={shapeOf(finding.severity)} />
                {SEVERITIES[finding.severity]}
              </span>
              <span>{category(finding.category)}</span>
              <span class="excerpt">{finding.excerpt}</span>
            </p>
            <p class="card-what">{finding.message}</p>
            {finding.suggestion && (
              <p class="suggestion-line">
                <span class="suggestion-label">可改为</span> <ins>{finding.suggestion}</ins>
              </p>
            )}
            <FindingFacts finding={finding} readAs="" />
          </li>
        ))}
      </ul>
      <button type="button" onClick={edit}>
        在草稿里修改
      </button>
    </>
  );
}
