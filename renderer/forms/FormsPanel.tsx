import { useState } from 'react';
import type { Form, FormFormat, FormInfo } from '../../contract/form.ts';
import { AssetChoice, filterOf, firstChoice } from '../AssetChoice.tsx';
import { call } from '../client.ts';
import { JobProgress } from '../JobProgress.tsx';
import { useRegister } from '../registerContext.tsx';
import { SavedOutput } from '../SavedOutput.tsx';
import { useSelection } from '../selection.ts';
import { ActionButton } from '../session/Permit.tsx';
import { DateInput } from '../ui/DateInput.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { announceLast } from '../undo.ts';
import { complain, useCall } from '../useCall.ts';
import { FormEditor } from './FormEditor.tsx';
import { FormList } from './FormList.tsx';
import { FormPreviewPane } from './FormPreviewPane.tsx';
import { copyOf } from './formDraft.ts';
import { formJob } from './formJob.ts';
import { LettersDialog } from './LettersDialog.tsx';
import { TemplateDialog } from './TemplateDialog.tsx';
import './forms.css';

const FORMATS: readonly { value: FormFormat; label: string }[] = [
  { value: 'xlsx', label: 'Excel（.xlsx）' },
  { value: 'pdf', label: 'PDF（印刷用）' },
  { value: 'csv', label: 'CSV（UTF-8）' },
  { value: 'csvSjis', label: 'CSV（シフトJIS）' },
];

/** 様式: choose a form, see how it will look, put it out; change it or make one's own. */
export function FormsPanel() {
  const { status, settings } = useRegister();
  const selection = useSelection();
  const forms = useCall('form.list', {});
  const [id, setId] = useState('preset.ipa');
  const [assets, setAssets] = useState(() => firstChoice(selection, 'all'));
  const [asOf, setAsOf] = useState<{ iso: string | null; problem: string | null }>({
    iso: status.today,
    problem: null,
  });
  const [format, setFormat] = useState<FormFormat>('xlsx');
  const [editing, setEditing] = useState<{ form: Form; revision: number; isNew: boolean } | null>(null);
  const [checking, setChecking] = useState(false);
  const [adding, setAdding] = useState(false);
  const exporting = formJob.use();
  const usable = forms.data?.filter((one) => !one.hidden) ?? [];
  const chosen = usable.find((one) => one.form.id === id) ?? usable[0];
  const filter = filterOf(assets, selection);
  const preview = useCall('form.preview', chosen && !editing ? { form: chosen.form, filter } : null);

  if (forms.error) return <ErrorMessage failure={forms.error} />;
  if (!forms.data || !chosen) return <p className="busy">様式を読んでいます…</p>;
  if (editing)
    return (
      <FormEditor
        key={editing.form.id}
        first={editing.form}
        revision={editing.revision}
        isNew={editing.isNew}
        filter={filter}
        onSaved={setId}
        onClose={() => setEditing(null)}
      />
    );

  const { type } = chosen.form;
  const formats = FORMATS.filter(({ value }) =>
    type === 'template' ? value === 'xlsx' : type === 'list' || !value.startsWith('csv'),
  );
  const inFormat = formats.some(({ value }) => value === format) ? format : 'xlsx';
  const past = asOf.iso !== null && asOf.iso < status.today;
  const rows = past ? undefined : preview.data?.rows;
  const ready = asOf.iso !== null && exporting.progress === null && (past || (rows !== undefined && rows > 0));
  const request = { formId: chosen.form.id, filter, asOf: asOf.iso ?? status.today, format: inFormat };
  const put = (replaceLetters: boolean) => void formJob.make({ ...request, replaceLetters });
  const act = async (work: () => Promise<unknown>, words: string) => {
    try {
      await work();
      void announceLast(words);
    } catch (error) {
      complain(error);
    }
  };
  // No question first: it can be taken back.
  const remove = ({ form: { id: gone, name }, preset, changed }: FormInfo) => {
    const done = preset ? (changed ? 'もとに戻しました' : '使わないことにしました') : '消しました';
    return act(() => call('form.remove', { id: gone }), `「${name}」を${done}。`);
  };
  const { result } = exporting;
  return (
    <>
      <JobProgress job={exporting} unit="行" onCancel={formJob.cancel} />
      {result && (
        <SavedOutput output={result} saved={exporting.saved} onSave={() => formJob.save(result)}>
          <strong>「{result.fileName}」</strong>に{result.rows.toLocaleString('ja-JP')}件を出力しました。
          {result.notes.map((note) => (
            <span key={note} className="forms-note">
              {note}
            </span>
          ))}
        </SavedOutput>
      )}
      <div className="export-panes forms-panes">
        <section className="card stack" aria-labelledby="forms-what">
          <h2 id="forms-what">何を、どの様式で</h2>
          <FormList
            forms={forms.data}
            chosen={chosen.form.id}
            onChoose={setId}
            onRestore={(one) =>
              void act(() => call('form.restore', { id: one.form.id }), `「${one.form.name}」をまた使います。`)
            }
          />
          <p>
            <ActionButton needs="form.addTemplate" small onClick={() => setAdding(true)}>
              お持ちの様式を使う…
            </ActionButton>
          </p>
          <AssetChoice legend="出力する資産" offerAll chosen={assets} onChange={setAssets} />
          <FormRow label="基準日" error={asOf.problem} help="今日より前の日は、その日の台帳を履歴から作り直します。">
            {(ids) => (
              <DateInput
                {...ids}
                value={asOf.iso}
                dateStyle={settings.dateStyle}
                onChange={(iso, problem) =>
                  setAsOf({ iso, problem: iso === null && !problem ? '基準日を入れてください。' : problem })
                }
              />
            )}
          </FormRow>
          <FormRow
            label="ファイルの種類"
            help={inFormat === 'csvSjis' ? '書けない文字があるときは、出す前に一つずつ示します。' : undefined}
          >
            {(ids) => (
              <Select
                {...ids}
                value={inFormat}
                options={formats}
                onChange={(value) => setFormat(value as FormFormat)}
              />
            )}
          </FormRow>
          <div className="row">
            <ActionButton
              needs="form.export"
              variant="primary"
              disabled={!ready}
              onClick={() => (inFormat === 'csvSjis' ? setChecking(true) : put(false))}
            >
              {inFormat === 'pdf' ? 'PDFにする' : '出力する'}
            </ActionButton>
            {type !== 'template' && (
              <ActionButton
                needs="form.export"
                disabled={!ready}
                onClick={() => formJob.print({ ...request, format: 'pdf' })}
              >
                印刷する
              </ActionButton>
            )}
          </div>
        </section>
        <section className="card stack" aria-labelledby="forms-look" aria-busy={preview.loading}>
          <div className="row forms-head">
            <h2 id="forms-look">{chosen.form.name}</h2>
            <ActionButton
              needs="form.save"
              small
              onClick={() => setEditing({ form: chosen.form, revision: chosen.revision, isNew: false })}
            >
              様式を直す
            </ActionButton>
            {type !== 'template' && (
              <ActionButton
                needs="form.save"
                small
                onClick={() =>
                  setEditing({
                    form: copyOf(
                      chosen,
                      forms.data!.map(({ form }) => form.name),
                    ),
                    revision: 0,
                    isNew: true,
                  })
                }
              >
                写しを作る
              </ActionButton>
            )}
            <ActionButton needs="form.remove" small onClick={() => remove(chosen)}>
              {chosen.preset ? (chosen.changed ? 'もとに戻す' : '使わない') : '消す'}
            </ActionButton>
          </div>
          {preview.error && <ErrorMessage failure={preview.error} />}
          {preview.data && (
            <>
              <p className="muted" aria-live="polite">
                {preview.data.filterWords}、{preview.data.rows.toLocaleString('ja-JP')}件
                {preview.data.rows === 0 && '。載せる資産がありません。'}
              </p>
              <FormPreviewPane form={chosen.form} preview={preview.data} />
            </>
          )}
        </section>
      </div>
      {adding && (
        <TemplateDialog
          onAdded={(added, name, { repeats, notes }) => {
            setAdding(false);
            setId(added);
            const words = repeats ? '資産の数だけ行をくり返します。' : '資産1件を書く様式です。';
            void announceLast([`「${name}」を登録しました。${words}`, ...notes].join(''));
          }}
          onClose={() => setAdding(false)}
        />
      )}
      {checking && (
        <LettersDialog
          request={request}
          onWrite={(replace) => {
            setChecking(false);
            put(replace);
          }}
          onUtf8={() => {
            setChecking(false);
            setFormat('csv');
            void formJob.make({ ...request, format: 'csv' });
          }}
          onClose={() => setChecking(false)}
        />
      )}
    </>
  );
}
