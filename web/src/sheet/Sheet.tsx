import { useEffect } from "preact/hooks";
import { TermsBar } from "../frame/TermsBar";
import { over, startDropping } from "./dropping";
import { Filters } from "./Filters";
import { startPaging } from "./picking";
import { Progress } from "./Progress";
import { Rows } from "./Rows";
import { Setup } from "./Setup";
import { book, entries, open, startForgetting, trouble } from "./state";

/** A whole file of templates: choose it, check it, look through it, take it back. */
export function Sheet({ hidden }: { hidden: boolean }) {
  useEffect(() => {
    startForgetting();
    startPaging();
    startDropping();
  }, []);
  return (
    <main hidden={hidden} class={`sheet${over.value ? " sheet-over" : ""}`} aria-label="表格">
      <TermsBar />
      <Chooser />
      {trouble.value && (
        <p class="trouble" role="alert">
          {trouble.value}
        </p>
      )}
      {book.value && (
        <>
          <Setup />
          <Progress />
          {entries.value.length > 0 && (
            <>
              <Filters />
              <Rows />
            </>
          )}
        </>
      )}
    </main>
  );
}

function Chooser() {
  return (
    <div class={`chooser${book.value ? " chooser-small" : ""}`}>
      <p class="chooser-lead">把 CSV 或 XLSX 文件拖到这里，或者</p>
      <label class="file-button">
        {book.value ? "换一个文件" : "选择文件"}
        <input
          type="file"
          accept=".csv,.tsv,.txt,.xlsx"
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            event.currentTarget.value = ""; // so that the same file can be chosen again
            if (chosen) void open(chosen);
          }}
        />
      </label>
      {!book.value && (
        <p class="faint">
          每行一条模板。文件在浏览器里读取，文字只发到本页所在的服务器检查，不保存；检查完可以下载加了结论的原格式文件。
        </p>
      )}
    </div>
  );
}
