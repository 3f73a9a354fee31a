import { useState } from 'react';
import type { Failure } from '../../contract/errors.ts';
import type { LabelPrinter, LabelSheetInfo } from '../../contract/label.ts';
import { call } from '../client.ts';
import { JobProgress } from '../JobProgress.tsx';
import { createOutputJob } from '../job.ts';
import { SavedOutput } from '../SavedOutput.tsx';
import { ActionButton } from '../session/Permit.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { announceLast } from '../undo.ts';
import { failureOf } from '../useCall.ts';
import { changeDraft } from './labelDraft.ts';
import { MeasureFields, NOT_MEASURED } from './MeasureFields.tsx';
import { PrinterFields } from './PrinterFields.tsx';
import { correctionWords, printerName } from './sheetWords.ts';

const calibrationJob = createOutputJob('label.calibrate', {
  phase: '位置合わせの用紙を描いています',
  cancelled: '位置合わせの用紙の作成をやめました。',
});

interface CalibrationDialogProps {
  sheet: LabelSheetInfo;
  printers: readonly LabelPrinter[];
  printerId: string | null;
  onClose: () => void;
}

/** 位置合わせ: which printer, print the ruler page, type back what the ruler says. */
export function CalibrationDialog({ sheet, printers, printerId, onClose }: CalibrationDialogProps) {
  const [chosen, setChosen] = useState(printerId);
  const [measured, setMeasured] = useState(NOT_MEASURED);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const [just, setJust] = useState(false);
  const job = calibrationJob.use();
  const printer = printers.find((one) => one.id === chosen);

  /** One call, with what went wrong shown and no second one meanwhile. */
  const work = async (act: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await act();
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  const use = (id: string | null) => {
    setChosen(id);
    setJust(false);
    changeDraft({ printerId: id });
  };
  const measure = () =>
    work(async () => {
      const { left, top, width, height } = measured;
      if (!printer || Number.isNaN(left) || Number.isNaN(top)) return;
      const saved = await call('label.printerMeasure', {
        printerId: printer.id,
        left,
        top,
        ...(Number.isNaN(width) ? {} : { width }),
        ...(Number.isNaN(height) ? {} : { height }),
      });
      use(saved.id);
      setMeasured(NOT_MEASURED);
      setJust(true);
    });
  const reset = () =>
    work(async () => {
      if (!printer) return;
      const { id, name, tray } = printer;
      await call('label.printerSave', { id, name, tray, offsetX: 0, offsetY: 0, scaleX: 1, scaleY: 1 });
      setJust(false);
    });
  const remove = () =>
    work(async () => {
      if (!printer) return;
      await call('label.printerRemove', { id: printer.id });
      void announceLast(`「${printerName(printer)}」を消しました。`);
      use(null);
    });
  const isA4 = sheet.paperWidth === 210 && sheet.paperHeight === 297;
  const ready = printer && !Number.isNaN(measured.left) && !Number.isNaN(measured.top);
  return (
    <Dialog
      title="位置合わせ"
      size="large"
      onClose={onClose}
      onSubmit={measure}
      footer={
        <>
          <Button onClick={onClose}>閉じる</Button>
          <ActionButton needs="label.printerMeasure" type="submit" variant="primary" disabled={!ready || busy}>
            補正を保存
          </ActionButton>
        </>
      }
    >
      {failure && <ErrorMessage failure={failure} />}
      <section className="calibration-step">
        <h3>1 プリンターとトレイ</h3>
        <PrinterFields printers={printers} chosen={printer ?? null} onChoose={use} work={work} />
        {printer && (
          <div className="row">
            <p aria-live="polite">
              今の補正：<strong>{correctionWords(printer)}</strong>
            </p>
            <ActionButton
              needs="label.printerSave"
              small
              disabled={busy || correctionWords(printer) === '補正なし'}
              onClick={reset}
            >
              補正をなくす
            </ActionButton>
            <ActionButton needs="label.printerRemove" small variant="danger" disabled={busy} onClick={remove}>
              このプリンターを消す
            </ActionButton>
          </div>
        )}
        {just && (
          <p className="notice notice-ok" role="status">
            補正を保存しました。もう一度印刷して、正しいところに出れば終わりです。
          </p>
        )}
      </section>
      <section className="calibration-step">
        <h3>2 位置合わせの用紙を{isA4 && '、普通紙に'}印刷する</h3>
        <p>
          {isA4
            ? '「100%（実際のサイズ）」で印刷します。1枚目に十字と定規、2枚目にラベルの枠が出ます。2枚目は、ラベル用紙に重ねて透かして確かめます。'
            : '「100%（実際のサイズ）」で印刷します。ラベルの枠が出ます。'}
        </p>
        <Button
          disabled={!printer || job.progress !== null}
          onClick={() => printer && calibrationJob.make({ sheetId: sheet.id, printerId: printer.id })}
        >
          位置合わせの用紙を作る
        </Button>
        <JobProgress job={job} unit="枚" onCancel={calibrationJob.cancel} />
        {job.result && (
          <SavedOutput output={job.result} saved={job.saved} onSave={() => calibrationJob.save(job.result!)}>
            「{job.result.fileName}」を作りました。
          </SavedOutput>
        )}
      </section>
      <section className="calibration-step">
        <h3>3 定規で測って、書き入れる</h3>
        <MeasureFields measured={measured} frames={!isA4} disabled={!printer} onChange={setMeasured} />
      </section>
    </Dialog>
  );
}
