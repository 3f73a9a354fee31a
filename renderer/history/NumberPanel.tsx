import { useEffect, useState } from 'react';
import { fiscalYear, fiscalYearLabel } from '../../contract/japanese/date.ts';
import { type NumberCheck, readNumber } from '../../contract/proof.ts';
import { JobProgress } from '../JobProgress.tsx';
import { createJob, createOutputJob } from '../job.ts';
import { useRegister } from '../registerContext.tsx';
import { SavedOutput } from '../SavedOutput.tsx';
import { PermitFields, RefusalNotice } from '../session/Permit.tsx';
import { useRefusal } from '../session/session.tsx';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { useCall } from '../useCall.ts';

const job = createJob();
const WORDS = { phase: '履歴をたどっています', cancelled: '照合をやめました。' };
const sealJob = createOutputJob('seal.make', { phase: '履歴の検査', cancelled: '封印をやめました。' });
const count = (n: number) => n.toLocaleString('ja-JP');

/** 照合: whether the register still holds exactly the past that a number on paper stands for; 年度末封印; past numbers. */
export function NumberPanel() {
  const state = job.use();
  const refusal = useRefusal('output.list');
  const [typed, setTyped] = useState('');
  const [seq, setSeq] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [checked, setChecked] = useState<NumberCheck | null>(null);
  useEffect(
    () => () => {
      job.cancel();
      job.set({ failure: null });
    },
    [],
  );
  const check = async () => {
    setChecked(null);
    const read = readNumber(typed);
    setProblem(read.ok ? null : read.message);
    if (!read.ok) return;
    const asked = Number(seq.normalize('NFKC').replaceAll(/[^0-9]/g, ''));
    setChecked(await job.run('seal.check', { number: typed, ...(asked > 0 ? { seq: asked } : {}) }, WORDS));
  };
  return (
    <div className="checks">
      <section className="card stack" aria-labelledby="number-title">
        <h2 id="number-title">照合番号を確かめる</h2>
        <p className="muted">
          台帳の表紙、取扱いカード、封印などの紙にある21文字の番号を打つか、二次元コードを読み取ります。大文字と小文字、全角と半角、空白は気にしなくてかまいません。
        </p>
        <RefusalNotice needs="seal.check">照合は、</RefusalNotice>
        <PermitFields needs="seal.check">
          <EntryForm className="stack" onSubmit={check}>
            <FormRow label="照合番号" required error={problem}>
              {(ids) => (
                <TextInput
                  {...ids}
                  className="number-box"
                  autoComplete="off"
                  maxLength={200}
                  placeholder="例 7K3QD-9XWAB-2M4NP-5TZ6R-H"
                  value={typed}
                  onChange={(words) => {
                    setTyped(words);
                    setProblem(null);
                  }}
                />
              )}
            </FormRow>
            <FormRow
              label="最後の記録の番号（任意）"
              help="紙に「第○番」とあれば入れます。古いファイルに戻されたかが分かります。"
            >
              {(ids) => <TextInput {...ids} inputMode="numeric" maxLength={15} value={seq} onChange={setSeq} />}
            </FormRow>
            <div className="row">
              <Button type="submit" variant="primary" disabled={state.progress !== null || typed.trim() === ''}>
                照合する
              </Button>
            </div>
          </EntryForm>
        </PermitFields>
        <JobProgress job={state} unit="件" onCancel={job.cancel} />
        <div role="status">{checked && <Verdict checked={checked} />}</div>
      </section>
      <SealCard />
      {refusal === null && <PastNumbers onUse={setTyped} />}
    </div>
  );
}

function Verdict({ checked }: { checked: NumberCheck }) {
  const { whenWords } = useRegister();
  const { verdict, found, entries, firstBad } = checked;
  const of = found && [whenWords(found.at), found.outputs.length > 0 && `「${found.outputs.join('」「')}」`];
  const place = found && `第${count(found.seq)}番（${of!.filter(Boolean).join('、')}）`;
  if (verdict === 'contained')
    return (
      <p className="notice notice-ok">
        <span aria-hidden="true">✓ </span>
        この台帳は、{place}までの履歴を、一字も変わらずに含んでいます。そのあとの記録は{count(entries - found!.seq)}
        件です。
      </p>
    );
  if (verdict === 'broken')
    return (
      <div className="notice notice-error">
        <p>
          <span aria-hidden="true">▲ </span>
          履歴が、第{count(firstBad!.seq)}番で壊れています。{firstBad!.message}
        </p>
        <p>
          {found
            ? `照合番号の${place}までは、一字も変わっていません。`
            : 'この照合番号は、壊れたところより前にはありません。'}
          台帳のファイルの写しを取り、担当者に知らせてください。
        </p>
      </div>
    );
  return (
    <div className="notice notice-error">
      <p>
        <span aria-hidden="true">▲ </span>
        この台帳は、この照合番号の履歴を含んでいません。
      </p>
      <p>{reasonWords(checked)}台帳は書きかえていません。ファイルの写しを取り、担当者に知らせてください。</p>
    </div>
  );
}

function reasonWords({ rolledBack, otherRegister, entries }: NumberCheck): string {
  if (otherRegister) return '別の台帳から出した紙です（台帳の識別番号が違います）。';
  if (rolledBack)
    return `紙の番号は、今の最後の記録（第${count(entries)}番）より後です。台帳が古いファイルに戻されています（巻き戻し）。`;
  return '過去の記録が書きかえられたか、古いファイルに戻されたか、別の台帳から出した紙です。';
}

function SealCard() {
  const { status } = useRegister();
  const sealing = sealJob.use();
  const year = fiscalYear(status.today) - (status.today.slice(5, 7) === '04' ? 1 : 0);
  const [title, setTitle] = useState(`${fiscalYearLabel(year)}末　情報資産台帳の封印`);
  return (
    <section className="card stack" aria-labelledby="seal-title">
      <h2 id="seal-title">年度末の封印</h2>
      <p className="muted">
        今の台帳の照合番号を、A4一枚の紙にします。印刷して決裁を受け、ファイルとは別の所に保管します。
      </p>
      <RefusalNotice needs="seal.make">封印は、</RefusalNotice>
      <PermitFields needs="seal.make">
        <EntryForm className="row" onSubmit={() => sealJob.make({ title, fiscalYear: year })}>
          <TextInput aria-label="封印の題名" className="seal-name" maxLength={100} value={title} onChange={setTitle} />
          <Button type="submit" disabled={sealing.progress !== null || title.trim() === ''}>
            封印する（PDF）
          </Button>
        </EntryForm>
      </PermitFields>
      <JobProgress job={sealing} unit="件" onCancel={sealJob.cancel} />
      {sealing.result && (
        <SavedOutput output={sealing.result} saved={sealing.saved} onSave={() => sealJob.save(sealing.result!)}>
          封印しました。照合番号は {sealing.result.number} です。
        </SavedOutput>
      )}
    </section>
  );
}

function PastNumbers({ onUse }: { onUse: (number: string) => void }) {
  const { whenWords } = useRegister();
  const outputs = useCall('output.list', {});
  const seals = useCall('seal.list', {});
  if (outputs.error) return <ErrorMessage failure={outputs.error} />;
  const titles = new Map((seals.data ?? []).map((seal) => [seal.outputId, seal.title]));
  const rows = (outputs.data ?? []).filter((output) => output.number !== null);
  return (
    <section className="card stack" aria-labelledby="past-numbers">
      <h2 id="past-numbers">これまでの照合番号</h2>
      <p className="muted">この台帳が覚えている番号です。紙の番号と同じかを見比べられます。</p>
      {rows.length === 0 && <p className="muted">照合番号の付いた出力は、まだありません。</p>}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className="changes" tabIndex={0} aria-label="これまでの照合番号の一覧">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">日時</th>
                <th scope="col">何を出したか</th>
                <th scope="col" className="number">
                  最後の記録
                </th>
                <th scope="col">照合番号</th>
                <th scope="col">
                  <span className="visually-hidden">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((output) => (
                <tr key={output.outputId}>
                  <td className="nowrap">{whenWords(output.at)}</td>
                  <td>{titles.get(output.outputId) ?? output.fileName}</td>
                  <td className="number">第{count(output.seq ?? 0)}番</td>
                  <td className="number nowrap">{output.number}</td>
                  <td>
                    <Button
                      small
                      aria-label={`照合番号 ${output.number} を上に入れる`}
                      onClick={() => onUse(output.number ?? '')}
                    >
                      上に入れる
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
