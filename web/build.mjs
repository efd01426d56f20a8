// Bundles src/ into src/tonecheck/service/page/. With --check it writes nothing and fails where
// the committed bundle is not what a fresh build gives, byte for byte.
import { build } from "esbuild";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const page = resolve(here, "../src/tonecheck/service/page");

const bundled = await build({
  absWorkingDir: here,
  entryPoints: { app: "src/main.tsx" },
  outdir: page,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
});

const files = new Map();
for (const file of bundled.outputFiles) files.set(file.path.slice(page.length + 1), file.contents);
for (const name of ["index.html", "icon.svg"]) files.set(name, await readFile(join(here, "src", name)));
files.set("licenses.txt", Buffer.from(await licences(Object.keys(bundled.metafile.inputs))));

if (process.argv.includes("--check")) await compare();
else await write();

async function write() {
  await rm(page, { recursive: true, force: true });
  await mkdir(page, { recursive: true });
  for (const [name, contents] of files) await writeFile(join(page, name), contents);
}

async function compare() {
  const committed = (await readdir(page).catch(() => [])).sort();
  const differing = [...files].map(async ([name, contents]) => {
    const there = await readFile(join(page, name)).catch(() => null);
    return there?.equals(contents) ? null : name;
  });
  const wrong = (await Promise.all(differing)).filter(Boolean);
  const extra = committed.filter((name) => !files.has(name));
  if (wrong.length || extra.length) {
    console.error(`随包的页面与 web/ 不一致：${[...wrong, ...extra].join("、")}；请运行 make page`);
    process.exit(1);
  }
  console.log("随包的页面与 web/ 一致");
}

/** The licences of the packages that are in the bundle, each once. */
async function licences(inputs) {
  const names = inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  const texts = [...new Set(names.filter(Boolean))].sort().map(async (name) => {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const file = (await readdir(folder)).find((one) => /^licen[cs]e(\.|$)/i.test(one));
    const text = file ? await readFile(join(folder, file), "utf8") : "";
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${"-".repeat(72)}\n\n`);
}
