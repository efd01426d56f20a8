import { Sign } from "../frame/Sign";
import { DECISIONS } from "../words";
import { withOutcome } from "./outcome";
import { countOf, done } from "./results";
import { entries, left, run, running } from "./state";

/** Start, how far it is, stop, and the file back. */
export function Progress() {
  const [checked, all] = [done(), entries.value.length];
  if (all === 0) return <p class="trouble">这一列里没有内容；请换一列或换一个工作表。</p>;
  return (
    <section class="progress" aria-label="进度">
      {running.value ? (
        <button type="button" onClick={() => running.value?.abort()}>
          停止
        </button>
      ) : (
        left.value > 0 && (
          <button type="button" class="primary" onClick={() => void run()}>
            {checked === 0 ? `检查 ${all} 条` : `接着检查其余 ${left.value} 条`}
          </button>
        )
      )}
      {(running.value || checked > 0) && (
        <>
          <progress max={all} value={checked} aria-label="已检查" />
          <span class="progress-count">
            {checked} / {all}
          </span>
        </>
      )}
      {checked > 0 && !running.value && (
        <button type="button" class={left.value === 0 ? "primary" : ""} onClick={() => void download()}>
          下载结果
        </button>
      )}
      <p role="status" class="progress-said">
        {checked > 0 && !running.value && (
          <>
            {checked < all ? `查了 ${checked} 条，还有 ${all - checked} 条没有检查。` : `${all} 条都已检查。`}
            {DECISIONS.block} {countOf("block")}，{DECISIONS.review} {countOf("review")}，
            {DECISIONS.pass} {countOf("pass")}。
            {countOf("incomplete") > 0 && (
              <span class="incomplete-words">
                <Sign shape="incomplete" /> {countOf("incomplete")} 条未能完整检查，不能算通过。
              </span>
            )}
          </>
        )}
      </p>
    </section>
  );
}

async function download(): Promise<void> {
  const outcome = await withOutcome();
  if (!outcome) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(outcome.blob);
  link.download = outcome.name;
  link.click();
  URL.revokeObjectURL(link.href);
}
