import { useId, useState } from 'react';
import type { ImportPlan, ImportProblem, RowChoice, RowFinding, RowWay } from '../../contract/importing.ts';
import { hrefAsset } from '../route.ts';
import { Button } from '../ui/Button.tsx';
import { rowDecision, rowWay } from './corrections.ts';
import { decideFinding, decideRow } from './session.ts';
import './rowWays.css';

interface RowWaysProps {
  problem: ImportProblem & { readonly choice: RowChoice };
  problems: readonly ImportProblem[];
  plan: ImportPlan;
}

const WORDS: Readonly<Record<RowWay, string>> = {
  new: '新しい資産として取り込む',
  update: '今ある資産に上書きする',
  skip: '取り込まない',
  disposed: '廃棄済として取り込む',
};

/** The rows that are decided together. */
const ALL: Readonly<Record<RowFinding, string>> = {
  numberExists: '番号が台帳にある行すべて',
  alreadyTaken: '取り込み済みとみた行すべて',
  sameSerial: '製造番号が台帳にある行すべて',
  sameName: '同じ名称が台帳にある行すべて',
  similarName: '名称がよく似た行すべて',
  numberTwice: '表の中で番号が重なる行すべて',
  serialTwice: '表の中で製造番号が重なる行すべて',
  struckOut: '廃棄・削除とみられる行すべて',
};

/** What becomes of a row that looks like something that is there, or that is struck out: what would change, and the choice. */
export function RowWays({ problem, problems, plan }: RowWaysProps) {
  const { choice } = problem;
  const { finding, ways, asset } = choice;
  const like = problems.filter((one) => one.choice?.finding === finding).length;
  const own = rowDecision(plan, problem);
  const way = rowWay(plan, problem);
  const [all, setAll] = useState(way !== undefined && !own);
  const say = (next: RowWay | null) => (all ? decideFinding(finding, next) : decideRow(problem, next));
  const undo = () => (own ? decideRow(problem, null) : decideFinding(finding, null));
  const words = (one: RowWay) => (one === 'new' && finding === 'struckOut' ? 'このまま取り込む' : WORDS[one]);
  return (
    <div className="row-ways">
      <div className="row">
        <fieldset className="segmented" aria-label={`${problem.row}行目をどうするか`}>
          {ways.map((one) => (
            <Button key={one} small aria-pressed={one === way} onClick={() => (one === way ? undo() : say(one))}>
              {words(one)}
            </Button>
          ))}
        </fieldset>
        {like > 1 && (
          <label className="check">
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.target.checked)} />
            {ALL[finding]}（{like.toLocaleString('ja-JP')}行）
          </label>
        )}
      </div>
      <p role="status" className={way ? 'row-ways-said' : 'muted'}>
        {way ? (
          <>
            <span aria-hidden="true">✓ </span>
            {own ? 'この行は、' : `${ALL[finding]}を、`}「{words(way)}」にします。
          </>
        ) : (
          `選ばなければ、「${words(choice.usual)}」になります。`
        )}
      </p>
      {asset && !ways.includes('update') && (
        <p className="muted">同じものが何件もあるので、上書きする資産を決められません。</p>
      )}
      {asset && <Comparison choice={choice} asset={asset} />}
    </div>
  );
}

/** The asset that is there, and what the row would change of it. */
function Comparison({ choice, asset }: { choice: RowChoice; asset: NonNullable<RowChoice['asset']> }) {
  const id = useId();
  const { differences, notes = [] } = choice;
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="row-ways-title">
        {'今ある資産　'}
        <a href={hrefAsset(asset.id)} className="number">
          {asset.number}
        </a>{' '}
        {asset.name}
      </h3>
      {differences?.length === 0 && <p>この行の内容は、今の値と同じです。書きかえるところはありません。</p>}
      {differences && differences.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className="row-ways-values" tabIndex={0} aria-label="書きかわる項目">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">項目</th>
                <th scope="col">今の値</th>
                <th scope="col">取り込む値</th>
              </tr>
            </thead>
            <tbody>
              {differences.map(({ label, now, row }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{now === '' ? <span className="muted">空欄</span> : now}</td>
                  <td>{row}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {notes.map((note) => (
        <p key={note} className="row-ways-note">
          <span aria-hidden="true">△ </span>
          {note}
        </p>
      ))}
      {differences && differences.length > 0 && (
        <p className="muted">上書きで変わるのは、この表の項目だけです。行で空欄の項目は、今の値のままです。</p>
      )}
    </section>
  );
}
