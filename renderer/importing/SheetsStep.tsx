import type { Kind } from '../../contract/catalogue/field.ts';
import { KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import type { SheetOutline } from '../../contract/importing.ts';
import { Button } from '../ui/Button.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { sheetWords } from './columns.ts';
import { SheetPicture } from './SheetPicture.tsx';
import { changeHeaderRow, changeKind, changeSheet, goTo, type Session, type SheetPlan } from './session.ts';
import './sheets.css';

const FORMAT_WORDS = { xlsx: 'Excel', csv: 'CSV', ods: 'OpenDocument' } as const;
const ENCODING_WORDS: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  shift_jis: 'シフトJIS',
};

/** 2 読み取った表: which sheets, where the headings are, which kind of asset. */
export function SheetsStep({ session }: { session: Session }) {
  const { outline, plan, progress } = session;
  if (!outline || !plan) return null;
  const used = plan.sheets.filter((sheet) => sheet.use);
  return (
    <form
      className="import-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (used.length > 0) goTo(2);
      }}
    >
      <div className="card row import-file-facts">
        <strong>{outline.fileName}</strong>
        <span className="muted">
          {FORMAT_WORDS[outline.format]}
          {outline.encoding && `（${ENCODING_WORDS[outline.encoding] ?? outline.encoding}）`}、シート
          {outline.sheets.length}枚
        </span>
        {outline.notes.map((note) => (
          <span key={note} className="import-note">
            {note}
          </span>
        ))}
      </div>
      {outline.sheets.map((sheet) => {
        const planned = plan.sheets.find((one) => one.name === sheet.name);
        return (
          planned && (
            <SheetCard
              key={sheet.name}
              sheet={sheet}
              planned={planned}
              words={sheetWords(outline.format, sheet.name)}
            />
          )
        );
      })}
      <div className="import-buttons">
        <p aria-live="polite">
          {used.length > 0 ? `${used.length}枚のシートを取り込みます。` : 'シートを一つ以上選んでください。'}
        </p>
        <Button type="submit" variant="primary" disabled={used.length === 0 || progress !== null}>
          次へ：列の対応
        </Button>
      </div>
    </form>
  );
}

function SheetCard({ sheet, planned, words }: { sheet: SheetOutline; planned: SheetPlan; words: string }) {
  return (
    <section className={`card stack ${planned.use ? '' : 'sheet-unused'}`} aria-label={words}>
      <div className="row sheet-tools">
        <label className="check sheet-use">
          <input
            type="checkbox"
            checked={planned.use}
            onChange={(event) => changeSheet(sheet.name, { use: event.target.checked })}
          />
          <strong>{words}</strong>
        </label>
        <span className="muted number">
          {sheet.rowCount.toLocaleString('ja-JP')}行{sheet.hidden && '・隠れたシート'}
          {!planned.use && '・取り込みません'}
        </span>
        {planned.use && (
          <FormRow label="何の台帳か" className="sheet-kind">
            {(ids) => (
              <Select
                {...ids}
                value={planned.kind ?? ''}
                empty="行ごとの「資産区分」に従う"
                options={KIND_ORDER.map((kind) => ({ value: kind, label: KIND_DEFINITIONS[kind].label }))}
                onChange={(kind) => changeKind(sheet.name, (kind || null) as Kind | null)}
              />
            )}
          </FormRow>
        )}
      </div>
      {planned.use && (
        <>
          <p className="form-help">
            見出しは<strong>{planned.headerRow}行目</strong>です。違うときは、正しい行の番号を押してください。
          </p>
          <SheetPicture
            sheet={sheet}
            headerRow={planned.headerRow}
            onHeaderRow={(row) => changeHeaderRow(sheet.name, row)}
          />
        </>
      )}
    </section>
  );
}
