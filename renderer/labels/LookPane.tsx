import type { ReactNode } from 'react';
import type { LabelPreview, LabelSheetInfo, LabelTemplateInfo } from '../../contract/label.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefScreen } from '../router.ts';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { changeDraft, type LabelDraft, templatesFor } from './labelDraft.ts';
import { notationExample } from './notation.ts';
import { PreviewPane } from './PreviewPane.tsx';
import { WarningList } from './WarningList.tsx';

interface LookPaneProps {
  draft: LabelDraft;
  sheet: LabelSheetInfo | undefined;
  templates: readonly LabelTemplateInfo[];
  preview: LabelPreview | undefined;
  loading: boolean;
  /** Shown instead of the preview: nothing chosen, a failure. */
  children: ReactNode;
}

/** 3 仕上がり: template, warnings, and the sheets as they will be printed. */
export function LookPane({ draft, sheet, templates, preview, loading, children }: LookPaneProps) {
  const { settings, scheme } = useRegister();
  const offered = templatesFor(templates, draft.what, sheet);
  const chosen = offered.find((one) => one.id === draft.templateId);
  return (
    <section aria-labelledby="labels-look" className="labels-look">
      <h2 id="labels-look">3 仕上がり</h2>
      <div className="labels-look-tools">
        <FormRow label="ひな形">
          {(ids) => (
            <Select
              {...ids}
              value={chosen?.id ?? ''}
              empty="おまかせ（種類と大きさに合うもの）"
              options={offered.map((one) => ({ value: one.id, label: one.name }))}
              onChange={(templateId) => changeDraft({ templateId: templateId || null })}
            />
          )}
        </FormRow>
        <div>
          <p className="form-help">
            分類は「
            {notationExample(
              scheme(),
              chosen && chosen.notation !== 'setting' ? chosen.notation : settings.labelNotation,
            )}
            」のように書きます。
          </p>
          <p className="form-help labels-links">
            <a href={hrefScreen('settings')}>書き方を変える</a>
            <a href={hrefScreen('settings', 'templates')}>ひな形を直す</a>
          </p>
        </div>
      </div>
      {preview && <WarningList warnings={preview.warnings} />}
      {children}
      {preview && !children && <PreviewPane preview={preview} busy={loading} sheet={sheet} />}
    </section>
  );
}
