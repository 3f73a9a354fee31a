import { useState } from 'react';
import { fitsSize } from '../../../contract/labelTemplate.ts';
import { AssetPicker } from '../../AssetPicker.tsx';
import { SvgPage } from '../../labels/SvgPage.tsx';
import { sheetOptions } from '../../labels/sheetWords.ts';
import { WarningList } from '../../labels/WarningList.tsx';
import { useRegister } from '../../registerContext.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { useCall } from '../../useCall.ts';
import { draftProblems, type TemplateDraft, templateOf } from './templateDraft.ts';

/** The label that the template makes, in real size and twice as large, while it is edited. */
export function TemplatePreviewPane({ draft }: { draft: TemplateDraft }) {
  const { itemsOf } = useRegister();
  const sheets = useCall('label.sheets', {});
  const [sheetId, setSheetId] = useState('');
  const [subjectId, setSubjectId] = useState('');
  const isPlace = draft.target === 'place';
  const fits = (sheets.data ?? []).filter((one) => fitsSize(draft, one.labelWidth, one.labelHeight));
  const sheet = sheets.data?.find((one) => one.id === sheetId) ?? fits[0] ?? sheets.data?.[0];
  // A name that is being written, or a size still smaller than its least one, is no reason to show nothing.
  const drawable = [...draftProblems(draft).keys()].every((path) => path === 'name');
  const template = { ...templateOf(draft), name: draft.name.trim() || '（名前なし）' };
  const preview = useCall(
    'label.templatePreview',
    sheet && drawable ? { template, sheetId: sheet.id, ...(subjectId ? { subjectId } : {}) } : null,
  );
  const placeholder = '長い名前と珍しい字の見本';
  return (
    <section className="card stack template-preview" aria-labelledby="template-preview">
      <h2 id="template-preview">仕上がり</h2>
      <FormRow label="見本のラベル用紙">
        {(ids) => (
          <Combobox {...ids} value={sheet?.id ?? ''} options={sheetOptions(sheets.data ?? [])} onChange={setSheetId} />
        )}
      </FormRow>
      {sheet && !fits.includes(sheet) && (
        <p className="form-error">▲ この用紙は、合う大きさの外です。ラベルの画面では、このひな形を選べません。</p>
      )}
      <FormRow
        label={isPlace ? '見本にする場所' : '見本にする資産'}
        help="空にすると、長い名前や珍しい字の見本で確かめられます。"
      >
        {(ids) =>
          isPlace ? (
            <Combobox
              {...ids}
              value={subjectId}
              options={itemsOf('place').map((place) => ({
                value: place.id,
                label: place.label,
                keys: [place.kana ?? ''],
              }))}
              placeholder={placeholder}
              onChange={setSubjectId}
            />
          ) : (
            <AssetPicker
              {...ids}
              value={subjectId}
              placeholder={placeholder}
              onPick={(asset) => setSubjectId(asset?.id ?? '')}
            />
          )
        }
      </FormRow>
      {preview.error && drawable && <ErrorMessage failure={preview.error} />}
      {!drawable && <p className="muted">▲の付いたところを直すと、ここに出ます。</p>}
      {preview.data && sheet && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
          <section className="template-labels" tabIndex={0} aria-label="ラベルの仕上がり">
            {([1, 2] as const).map((times) => (
              <figure key={times}>
                <figcaption>{times === 1 ? '実際の大きさ（100%）' : '2倍（200%）'}</figcaption>
                <SvgPage
                  className={`template-label ${sheet.round ? 'template-label-round' : ''}`}
                  svg={preview.data!.svg}
                  name={`${draft.name}の仕上がり ${times * 100}%`}
                  mm={{ width: sheet.labelWidth * times, height: sheet.labelHeight * times }}
                />
              </figure>
            ))}
          </section>
          <p className="form-help">
            画面の拡大が100%のとき、100%の図は{sheet.labelWidth}mm幅です。定規を当てて確かめられます。
          </p>
          {preview.data.leftOut.length > 0 && (
            <p className="notice">この大きさには入らないもの：{preview.data.leftOut.join('、')}</p>
          )}
          <WarningList warnings={preview.data.warnings} linked={subjectId !== '' && !isPlace} />
        </>
      )}
    </section>
  );
}
