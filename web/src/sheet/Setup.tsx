import { layoutOf, titles } from "./columns";
import { ENCODINGS } from "./csv";
import { book, chooseTable, column, entries, file, header, open, table, tableNumber } from "./state";

/** Which sheet, which column, how the bytes are read. */
export function Setup() {
  const [opened, current] = [book.value!, table.value];
  if (!current) return null;
  const names = Math.max(0, layoutOf(current).header);
  return (
    <fieldset class="setup">
      <legend>
        {opened.fileName} <span class="faint">{entries.value.length} 条</span>
      </legend>
      {opened.tables.length > 1 && (
        <label>
          工作表
          <select
            value={tableNumber.value}
            onChange={(event) => chooseTable(Number(event.currentTarget.value))}
          >
            {opened.tables.map(({ name }, number) => (
              <option key={number} value={number}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        内容所在的列
        <select
          value={column.value}
          onChange={(event) => (column.value = Number(event.currentTarget.value))}
        >
          {titles(current, header.value).map((title, number) => (
            <option key={number} value={number}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label class="tick">
        <input
          type="checkbox"
          checked={header.value >= 0}
          onChange={(event) => (header.value = event.currentTarget.checked ? names : -1)}
        />
        第 {names + 1} 行是表头
      </label>
      {opened.encoding && (
        <label>
          编码
          <select
            value={opened.encoding}
            onChange={(event) => void open(file.value!, event.currentTarget.value)}
          >
            {ENCODINGS.map((name) => (
              <option key={name} value={name}>
                {name.toUpperCase()}
              </option>
            ))}
          </select>
        </label>
      )}
    </fieldset>
  );
}
