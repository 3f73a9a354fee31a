import type { LabelWarning } from '../../contract/label.ts';
import { hrefAssets } from '../router.ts';

const SHOWN = 100;

/** What will not be on a label as it should; each names its asset and leads to it. */
export function WarningList({ warnings }: { warnings: readonly LabelWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <section className="label-warnings" aria-labelledby="label-warnings">
      <h3 id="label-warnings">
        <span aria-hidden="true">▲ </span>
        印刷する前に確かめてください（{warnings.length.toLocaleString('ja-JP')}件）
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <ul tabIndex={0} aria-label="確かめること">
        {warnings.slice(0, SHOWN).map((warning) => (
          <li key={`${warning.number} ${warning.message}`}>
            <a href={hrefAssets(null, { query: warning.number })}>{warning.number}</a>：
            {warning.message.replace(`${warning.number}：`, '')}
          </li>
        ))}
      </ul>
      {warnings.length > SHOWN && <p>ほか{(warnings.length - SHOWN).toLocaleString('ja-JP')}件あります。</p>}
    </section>
  );
}
