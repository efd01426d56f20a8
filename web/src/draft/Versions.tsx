import type { Report } from "../wire";

/** What the verdict depended on, so that it can be had again. */
export function Versions({ report: { versions } }: { report: Report }) {
  return (
    <details class="versions">
      <summary>结论依据的版本</summary>
      <dl class="facts">
        <dt>程序</dt>
        <dd>{versions.package}</dd>
        <dt>模型</dt>
        <dd>{versions.model ? hashed(versions.model.name, versions.model.sha256) : "没有用模型"}</dd>
        <dt>条款目录</dt>
        <dd>{versions.law}</dd>
        {versions.packs.map(({ name, version, sha256 }) => (
          <>
            <dt>{name}</dt>
            <dd>{hashed(version ?? "", sha256)}</dd>
          </>
        ))}
      </dl>
    </details>
  );
}

const hashed = (name: string, sha256: string): string => `${name} ${sha256.slice(0, 12)}`;
