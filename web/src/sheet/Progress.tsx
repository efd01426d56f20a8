import { Sign } from "../frame/Sign";
import { tally } from "./picking";
import { withOutcome } from "./outcome";
import { entries, results, run, running, unfinished } from "./state";

/** Start, how far it is, stop, and the file back. */
export function Progress() {
  const [done, all] = [results.value.size, entries.value.length];
  const left = unfinished.value.length;
  const { picks } = tally.value;
  if (all === 0) return <p class="trouble">这一列里没有内容；请换一列或换一个工作表。</p>;
  return (
    <section class="progress" aria-label="进度">
      {running.value ? (
        <button type="button" onClick={() => running.value?.abort()}>
          停止
        </button>
      ) : (
        left > 0 && (
          <button type="button" class="primary" onClick={() => void run()}>
            {done === 0 ? `检查 ${all} 条` : `接着检查其余 ${left} 条`}
          </button>
        )
      )}
      {(running.value || done > 0) && (
        <>
          <progress max={all} value={done} aria-label="已检查" />
          <span class="progress-count">
            {done} / {all}
          </span>
        </>
      )}
      {done > 0 && !running.value && (
        <button type="button" class={left === 0 ? "primary" : ""} onClick={() => void download()}>
          下载结果
        </button>
      )}
      <p role="status" class="progress-said">
        {done > 0 && !running.value && (
          <>
            {done < all ? `查了 ${done} 条，还有 ${all - done} 条没有检查。` : `${all} 条都已检查。`}
            拦截 {picks.block}，复核 {picks.review}，通过 {picks.pass}
            。
            {picks.incomplete > 0 && (
              <span class="incomplete-words">
                <Sign shape="incomplete" /> {picks.incomplete} 条未能完整检查，不能算通过。
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
