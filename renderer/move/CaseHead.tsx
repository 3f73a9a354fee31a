import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import type { MoveCase } from '../../contract/classification.ts';
import { AXES, levelOf, type Scheme, shortCode } from '../../contract/scheme.ts';
import { hrefAsset } from '../router.ts';
import { LevelMarks } from '../ui/LevelMark.tsx';

/** Which asset it is, what is known of it, and why a person decides. */
export function CaseHead({ one, from, to }: { one: MoveCase; from: Scheme; to: Scheme }) {
  return (
    <header className="classify-asset">
      <p className="classify-name">
        {one.place > 0 && (
          <span className="muted number">
            {one.of.toLocaleString('ja-JP')}件中{one.place.toLocaleString('ja-JP')}件目
          </span>
        )}
        <a className="number" href={hrefAsset(one.assetId)}>
          {one.number}
        </a>
        <strong>{one.name || '（名称なし）'}</strong>
        <span className="muted">{KIND_DEFINITIONS[one.kind].label}</span>
        <span className="muted">これまでの分類</span>
        <LevelMarks levels={AXES.map((axis) => levelOf(from, axis, one.from[axis]))} />
        {one.state === 'decided' && <span className="notice-mark">決めたもの（もう一度決められます）</span>}
      </p>
      <p className="move-because">{one.because}</p>
      <dl className="classify-facts">
        {one.facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd title={value}>{value}</dd>
          </div>
        ))}
        {one.held.names.length > 0 && (
          <div>
            <dt>中にあるもの</dt>
            <dd>
              {one.held.names.join('、')} → {shortCode(to, one.held.levels)}
            </dd>
          </div>
        )}
      </dl>
    </header>
  );
}
