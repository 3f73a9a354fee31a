import type { StaleLabel } from '../../contract/label.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefAsset } from '../router.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { changeWords } from './changeWords.ts';
import { changeDraft } from './labelDraft.ts';

/** Rows shown; all of them are printed. */
const SHOWN = 200;

/** 貼り替えが必要: what each label says and what is true now; each can be left out this time. */
export function StaleList({ stale, leftOut }: { stale: readonly StaleLabel[] | null; leftOut: readonly string[] }) {
  const { whenWords } = useRegister();
  if (!stale) return <p className="muted">ラベルと台帳を見比べています…</p>;
  if (stale.length === 0)
    return (
      <EmptyState title="貼り替えが必要なラベルはありません。">
        <p>貼ってあるラベルは、どれも今の台帳のとおりです。</p>
      </EmptyState>
    );
  const toggle = (id: string) =>
    changeDraft({ leftOut: leftOut.includes(id) ? leftOut.filter((one) => one !== id) : [...leftOut, id] });
  return (
    <>
      <p className="form-help">印刷したあとで台帳が変わったものです。外した資産は、次もここに残ります。</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="stale-list" tabIndex={0} aria-label="貼り替えが必要なラベル">
        <ul>
          {stale.slice(0, SHOWN).map((one) => (
            <li key={one.assetId}>
              <label className="check">
                <input
                  type="checkbox"
                  checked={!leftOut.includes(one.assetId)}
                  onChange={() => toggle(one.assetId)}
                  aria-label={`${one.number} ${one.name}を印刷する`}
                />
                <span>
                  <a href={hrefAsset(one.assetId)}>
                    <span className="number">{one.number}</span> {one.name}
                  </a>
                  <span className="muted small"> {whenWords(one.printedAt)}に印刷</span>
                </span>
              </label>
              <ul className="stale-changes">
                {one.changes.map((change) => (
                  <li key={change.what}>
                    {changeWords(change.what)}：<del>{change.before || '（なし）'}</del> →{' '}
                    <ins>{change.after || '（なし）'}</ins>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
        {stale.length > SHOWN && (
          <p className="muted">ほか{(stale.length - SHOWN).toLocaleString('ja-JP')}件も印刷します。</p>
        )}
      </section>
    </>
  );
}
