import type { Basis } from "../wire";
import { period, useRule, type LawText } from "./library";

/** Provisions as a finding cites them, with the dates in force that its rule knows. */
export function Law({ basis, rule: id }: { basis: Basis[]; rule: string }) {
  const known = useRule(id).value?.basis ?? [];
  const texts = basis.map(({ provision, cite }) => {
    const found = known.find((one) => one.provision === provision);
    return { provision, cite, gist: "", in_force_from: null, in_force_until: null, ...found };
  });
  return <LawTexts texts={texts} />;
}

export function LawTexts({ texts }: { texts: LawText[] }) {
  return (
    <ul class="law">
      {texts.map((text) => (
        <li key={text.provision}>
          <span class="cite">{text.cite}</span> <span class="dates">{period(text)}</span>
          {text.gist && <span class="gist">{text.gist}</span>}
        </li>
      ))}
    </ul>
  );
}
