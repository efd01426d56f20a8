import "./style/page.css";
import { render } from "preact";
import { Draft } from "./draft/Draft";
import { Header } from "./frame/Header";
import { KeyForm } from "./frame/KeyForm";
import { startRoutes, view } from "./frame/route";
import { startTheme } from "./frame/theme";
import { startLibrary } from "./rules/library";
import { Rules } from "./rules/Rules";
import { Sheet } from "./sheet/Sheet";

/** All three views stay mounted: going to the rules and back loses no draft and no sheet. */
function Page() {
  return (
    <>
      <Header />
      <KeyForm />
      <Draft hidden={view.value !== "draft"} />
      <Sheet hidden={view.value !== "sheet"} />
      <Rules hidden={view.value !== "rules"} />
      <footer class="bottom">
        文字只发到本页所在的服务器检查，不保存。结论不是法律意见。
        <a href="assets/licenses.txt">第三方许可</a>
      </footer>
    </>
  );
}

startTheme();
startRoutes();
startLibrary();
const root = document.getElementById("page");
if (root) render(<Page />, root);
