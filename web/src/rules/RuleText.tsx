import { useEffect, useRef } from "preact/hooks";
import { ruleId, view } from "../frame/route";
import { Sign, shapeOf } from "../frame/Sign";
import { category, SEVERITIES } from "../words";
import { LawTexts } from "./Law";
import { useRule, type RuleDetail } from "./library";

/** The rule that the address names. */
export function RuleText() {
  const heading = useRef<HTMLHeadingElement>(null);
  const id = ruleId.value;
  const { value, error } = useRule(view.value === "rules" ? id : "");
  useEffect(() => {
    if (value) heading.current?.focus({ preventScroll: true });
  }, [value]);
  return (
    <article class="rule" aria-label="规则正文" tabIndex={0}>
      {!id && <p class="faint">选一条规则，看它管什么、凭什么、怎样改写。</p>}
      {id && (
        <a href="#/rules" class="back">
          ← 全部规则
        </a>
      )}
      {error && <p class="trouble">{error}</p>}
      {value && (
        <>
          <h2 ref={heading} tabIndex={-1}>
            {value.name}
          </h2>
          <Detail rule={value} />
        </>
      )}
    </article>
  );
}

function Detail({ rule }: { rule: RuleDetail }) {
  return (
    <>
      <p class="card-head">
        {rule.severity && (
          <span class={`level level-${rule.severity}`}>
            <Sign shape={shapeOf(rule.severity)} />
            {SEVERITIES[rule.severity]}
          </span>
        )}
        <span>{category(rule.category)}</span>
        <code class="faint">{rule.id}</code>
      </p>
      <p class="rule-why">{rule.message}</p>
      <h3>依据</h3>
      <LawTexts texts={rule.basis} />
      {rule.suggestion && (
        <>
          <h3>可改为</h3>
          <p>
            <ins>{rule.suggestion}</ins>
          </p>
        </>
      )}
      {rule.flag.length > 0 && (
        <>
          <h3>会标出</h3>
          <Examples texts={rule.flag} kind="flag" />
        </>
      )}
      {rule.passes.length > 0 && (
        <>
          <h3>不会标出</h3>
          <Examples texts={rule.passes} kind="pass" />
        </>
      )}
    </>
  );
}

function Examples({ texts, kind }: { texts: string[]; kind: "flag" | "pass" }) {
  return (
    <ul class={`examples examples-${kind}`}>
      {texts.map((text, number) => (
        <li key={number}>{text}</li>
      ))}
    </ul>
  );
}
