import { useRef, useState } from 'react';
import type { Kind } from '../../contract/catalogue/field.ts';
import { KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import type { SheetOutline, SheetPlan } from '../../contract/importing.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { EntryForm } from '../ui/EntryForm.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { sheetWords } from './columns.ts';
import { ProfileNotice } from './ProfileNotice.tsx';
import { SheetPicture } from './SheetPicture.tsx';
import { changeKind, changeSheet, goTo, type Session } from './session.ts';
import { TableEdges } from './TableEdges.tsx';
import { TextReadingCard } from './TextReadingCard.tsx';
import './sheets.css';

const FORMAT_WORDS = { xlsx: 'Excel', csv: 'CSV', ods: 'OpenDocument' } as const;

/** 2 読み取った表: which sheets, what each of their rows is, which kind of asset. */
export function SheetsStep({ session }: { session: Session }) {
  const { outline, plan, progress } = session;
  const form = useRef<HTMLFormElement>(null);
  const [asked, setAsked] = useState(false);
  if (!outline || !plan) return null;
  const used = plan.sheets.filter((sheet) => sheet.use);
  const unsure = used.filter((sheet) => sheet.kindUnsure);
  return (
    <EntryForm
      ref={form}
      className="import-form"
      onSubmit={() => {
        if (used.length === 0) return;
        if (unsure.length === 0) return goTo(2);
        setAsked(true);
        form.current?.querySelector<HTMLElement>('.sheet-question button')?.focus();
      }}
    >
      <div className="card row import-file-facts">
        <strong>{outline.fileName}</strong>
        <span className="muted">
          {FORMAT_WORDS[outline.format]}、表{outline.sheets.length}つ
        </span>
        {outline.notes.map((note) => (
          <span key={note} className="import-note">
            {note}
          </span>
        ))}
      </div>
      {outline.text && <TextReadingCard key={outline.text.encoding} text={outline.text} busy={progress !== null} />}
      <ProfileNotice session={session} />
      {outline.sheets.map((sheet) => {
        const planned = plan.sheets.find((one) => one.name === sheet.name);
        return (
          planned && (
            <SheetCard
              key={sheet.name}
              importId={outline.importId}
              sheet={sheet}
              planned={planned}
              words={sheetWords(outline.format, sheet.name)}
            />
          )
        );
      })}
      <div className="import-buttons">
        <p aria-live="polite">
          {used.length === 0
            ? '取り込む表を一つ以上選んでください。'
            : asked && unsure.length > 0
              ? '何の台帳かを選んでください。'
              : `${used.length}つの表を取り込みます。`}
        </p>
        <Button type="submit" variant="primary" disabled={used.length === 0 || progress !== null}>
          次へ：列の対応
        </Button>
      </div>
    </EntryForm>
  );
}

interface SheetCardProps {
  importId: string;
  sheet: SheetOutline;
  planned: SheetPlan;
  words: string;
}

function SheetCard({ importId, sheet, planned, words }: SheetCardProps) {
  const { catalogue } = useRegister();
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
        {!planned.use && (
          <span className="muted number">
            {sheet.rowCount.toLocaleString('ja-JP')}行・取り込みません（
            {sheet.hidden ? '隠してあるシートです' : '資産の表ではないとみました'}）
          </span>
        )}
        {planned.use && sheet.hidden && <span className="muted">隠れたシート</span>}
        {planned.use && (
          <FormRow label="何の台帳か" className="sheet-kind">
            {(ids) => (
              <Select
                {...ids}
                value={planned.kind ?? ''}
                empty="行ごとの「資産区分」に従う"
                options={KIND_ORDER.map((kind) => ({ value: kind, label: KIND_DEFINITIONS[kind].label }))}
                onChange={(kind) => changeKind(catalogue, sheet.name, (kind || null) as Kind | null)}
              />
            )}
          </FormRow>
        )}
      </div>
      {planned.use && planned.kindUnsure && planned.kind && (
        <div className="notice row sheet-question">
          <p>
            <span aria-hidden="true">？ </span>「{KIND_DEFINITIONS[planned.kind].label}
            」の台帳とみましたが、決め手がありません。何の台帳ですか。
          </p>
          <Button small onClick={() => changeKind(catalogue, sheet.name, planned.kind)}>
            「{KIND_DEFINITIONS[planned.kind].label}」でよい
          </Button>
          <span className="muted">違うときは、右上の「何の台帳か」で選びます。</span>
        </div>
      )}
      {planned.use && (
        <>
          <SheetPicture importId={importId} planned={planned} words={words} />
          <TableEdges planned={planned} />
        </>
      )}
    </section>
  );
}
