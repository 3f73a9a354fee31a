import type { AssetCounts } from '../../contract/asset.ts';
import { KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefAssets } from '../router.ts';
import { LevelMark } from '../ui/LevelMark.tsx';

/** Assets by kind and confidentiality; every number leads to its assets. */
export function CountsTable({ counts }: { counts: AssetCounts }) {
  const { scheme, schemes } = useRegister();
  const levels = scheme().axes.confidentiality.levels;
  const present = new Set(Object.values(counts.byKindAndLevel).flatMap((byLevel) => Object.keys(byLevel)));
  // Codes of another scheme (an imported ledger) still count; '' (not classified) comes last.
  const others = [...present].filter((code) => code !== '' && !levels.some((level) => level.code === code)).sort();
  // Their mark comes from the scheme that knows the code.
  const levelOf = (code: string) =>
    [scheme(), ...schemes].flatMap((one) => one.axes.confidentiality.levels).find((level) => level.code === code);
  const codes = [...levels.map((level) => level.code), ...others, ''];
  const sum = (code: string) => KIND_ORDER.reduce((n, kind) => n + (counts.byKindAndLevel[kind]?.[code] ?? 0), 0);

  return (
    <div className="today-counts">
      <table className="table">
        <caption className="visually-hidden">種類と機密性ごとの件数</caption>
        <thead>
          <tr>
            <th scope="col">資産区分</th>
            {codes.map((code) => {
              const level = levelOf(code);
              return (
                <th key={code} scope="col" className="number">
                  {level ? <LevelMark level={level} /> : code || '未分類'}
                </th>
              );
            })}
            <th scope="col" className="number">
              計
            </th>
          </tr>
        </thead>
        <tbody>
          {KIND_ORDER.map((kind) => (
            <tr key={kind}>
              <th scope="row">
                <span className="today-policy">{KIND_DEFINITIONS[kind].policyGroup}</span>
                {KIND_DEFINITIONS[kind].label}
              </th>
              {codes.map((code) => {
                const n = counts.byKindAndLevel[kind]?.[code] ?? 0;
                return (
                  <td key={code} className="number">
                    {n === 0 ? (
                      <span className="muted">0</span>
                    ) : (
                      <a href={hrefAssets(kind, { filters: { confidentiality: [code] } })}>
                        {n.toLocaleString('ja-JP')}
                      </a>
                    )}
                  </td>
                );
              })}
              <td className="number">
                {counts.byKind[kind] === 0 ? (
                  <span className="muted">0</span>
                ) : (
                  <a href={hrefAssets(kind)}>{counts.byKind[kind].toLocaleString('ja-JP')}</a>
                )}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">計</th>
            {codes.map((code) => (
              <td key={code} className="number">
                {sum(code).toLocaleString('ja-JP')}
              </td>
            ))}
            <td className="number">
              <a href={hrefAssets()}>{counts.total.toLocaleString('ja-JP')}</a>
            </td>
          </tr>
        </tfoot>
      </table>
      {others.length > 0 && (
        <p className="form-help">
          {others.map((code) => levelOf(code)?.name ?? code).join('、')}
          は、今の分類体系にない段階です（別の分類体系で書かれた資産）。
        </p>
      )}
      {counts.binned > 0 && (
        <p className="form-help">
          ほかに、ごみ箱に<a href={hrefAssets('bin')}>{counts.binned.toLocaleString('ja-JP')}件</a>あります。
        </p>
      )}
    </div>
  );
}
