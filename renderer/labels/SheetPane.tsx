import { useState } from 'react';
import type { LabelPrinter, LabelSheetInfo } from '../../contract/label.ts';
import { hrefScreen } from '../router.ts';
import { Button } from '../ui/Button.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { CalibrationDialog } from './CalibrationDialog.tsx';
import { cellsOf, changeCells, changeDraft, type LabelDraft, printerOf } from './labelDraft.ts';
import { SheetMap } from './SheetMap.tsx';
import { correctionWords, printerName, sheetOptions, sizeWords } from './sheetWords.ts';

interface SheetPaneProps {
  draft: LabelDraft;
  sheets: readonly LabelSheetInfo[];
  sheet: LabelSheetInfo;
  printers: readonly LabelPrinter[];
  /** Labels that will be printed, copies counted. */
  labels: number;
}

/** 2 どの用紙に: the sheet, its free cells, and the printer that prints it. */
export function SheetPane({ draft, sheets, sheet, printers, labels }: SheetPaneProps) {
  const [calibrating, setCalibrating] = useState(false);
  const printer = printerOf(draft, sheet, printers);
  return (
    <section aria-labelledby="labels-sheet">
      <h2 id="labels-sheet">2 どの用紙に</h2>
      <FormRow label="ラベル用紙" help="品番（28388など）でも探せます。">
        {(ids) => (
          <Combobox
            {...ids}
            value={sheet.id}
            options={sheetOptions(sheets)}
            onChange={(sheetId) => sheetId && changeDraft({ sheetId })}
          />
        )}
      </FormRow>
      <p className="form-help number">
        {sizeWords(sheet)}
        {'　'}
        <a href={hrefScreen('settings', 'sheets')}>用紙を足す</a>
      </p>
      {sheet.notes.map((note) => (
        <p key={note} className="form-help">
          △ {note}
        </p>
      ))}
      {sheet.medium === 'sheet' && <CellChoice draft={draft} sheet={sheet} labels={labels} />}
      <FormRow label="プリンター" help={printer ? correctionWords(printer) : '補正をせずに印刷します。'}>
        {(ids) => (
          <Select
            {...ids}
            value={printer?.id ?? ''}
            empty="（補正なし）"
            options={printers.map((one) => ({ value: one.id, label: printerName(one) }))}
            onChange={(printerId) => changeDraft({ printerId: printerId || null })}
          />
        )}
      </FormRow>
      <Button small onClick={() => setCalibrating(true)}>
        位置合わせ…
      </Button>
      <p className="print-hint">印刷は「100%（実際のサイズ）」で。「用紙に合わせる」は使わないでください。</p>
      {calibrating && (
        <CalibrationDialog
          sheet={sheet}
          printers={printers}
          printerId={printer?.id ?? null}
          onClose={() => setCalibrating(false)}
        />
      )}
    </section>
  );
}

/** The first free cell and the cells left out, on a picture of the sheet. */
function CellChoice({ draft, sheet, labels }: Pick<SheetPaneProps, 'draft' | 'sheet' | 'labels'>) {
  const [skipping, setSkipping] = useState(false);
  const cells = cellsOf(draft, sheet);
  const whole = cells.start === 1 && cells.skip.length === 0;
  return (
    <>
      <div className="sheet-tools">
        <fieldset className="segmented" aria-label="面を押したとき">
          <Button small aria-pressed={!skipping} onClick={() => setSkipping(false)}>
            ここから
          </Button>
          <Button small aria-pressed={skipping} onClick={() => setSkipping(true)}>
            とばす
          </Button>
        </fieldset>
        <Button small variant="plain" disabled={whole} onClick={() => changeCells(sheet.id, { start: 1, skip: [] })}>
          新しい用紙
        </Button>
      </div>
      <SheetMap
        key={sheet.id}
        sheet={sheet}
        cells={cells}
        labels={labels}
        skipping={skipping}
        onChange={(next) => changeCells(sheet.id, next)}
      />
      <p className="sheet-legend" aria-hidden="true">
        <span>
          <i className="sheet-cell sheet-cell-filled" />
          印刷する
        </span>
        <span>
          <i className="sheet-cell sheet-cell-used" />
          使用済み
        </span>
        <span>
          <i className="sheet-cell sheet-cell-skipped" />
          とばす
        </span>
      </p>
      <p className="form-help" aria-live="polite">
        今は<strong>{startWords(sheet, cells.start)}</strong>から
        {cells.skip.length > 0 && `、${cells.skip.length}面をとばして`}です。
      </p>
      <p className="form-help">
        使いかけの用紙は、最初の空いている面を押します。Ctrlを押しながら押すか、矢印キーで選んで空白キーを押すと、その面をとばします。
      </p>
    </>
  );
}

function startWords(sheet: LabelSheetInfo, start: number): string {
  return `${Math.ceil(start / sheet.columns)}段目の${((start - 1) % sheet.columns) + 1}列目`;
}
