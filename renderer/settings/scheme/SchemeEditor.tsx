import { useState } from 'react';
import type { Failure } from '../../../contract/errors.ts';
import { AXES, type Axis, type SchemeInfo } from '../../../contract/scheme.ts';
import { call } from '../../client.ts';
import { useSaveKey, useShortcuts } from '../../keys.ts';
import { hrefScreen } from '../../router.ts';
import { Button, LinkButton } from '../../ui/Button.tsx';
import { EntryForm } from '../../ui/EntryForm.tsx';
import { ErrorMessage } from '../../ui/ErrorMessage.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { showToast } from '../../ui/toast.ts';
import { failureOf } from '../../useCall.ts';
import { useLeaveGuard } from '../../useLeaveGuard.tsx';
import { AxisEditor } from './AxisEditor.tsx';
import { BasicsEditor } from './BasicsEditor.tsx';
import { DutiesEditor } from './DutiesEditor.tsx';
import { ImportanceEditor } from './ImportanceEditor.tsx';
import type { Problem } from './problems.ts';
import { QuestionsEditor } from './QuestionsEditor.tsx';
import { useSchemeDraft } from './useSchemeDraft.ts';

const BASIC_PATHS = ['name', 'version', 'note', 'source', 'effectiveFrom', 'effectiveUntil'];
const NONE: readonly Problem[] = [];

type Part = 'basic' | Axis | 'duties' | 'importance' | 'questions';

/** The editor of one scheme of the union's own: its parts one at a time, saved together with a reason. */
export function SchemeEditor({ stored }: { stored: SchemeInfo }) {
  const [part, setPart] = useState<Part>('basic');
  const [refused, setRefused] = useState(NONE);
  const draft = useSchemeDraft(stored, refused);
  const [dates, setDates] = useState<Record<string, string | null>>({});
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [saving, setSaving] = useState(false);
  const { scheme, problems, dirty, revision } = draft;
  const wrongDates = Object.values(dates).filter(Boolean).length;
  const wrong = problems.count + wrongDates;
  const edit: typeof draft.edit = (work) => {
    setRefused(NONE);
    draft.edit(work);
  };

  /** True when it was saved. */
  const save = async (): Promise<boolean> => {
    if (!dirty || saving || wrong > 0) return false;
    setAsked(true);
    if (reason.trim() === '') {
      document.querySelector<HTMLElement>('.scheme-reason input')?.focus();
      return false;
    }
    setSaving(true);
    setFailure(null);
    try {
      const saved = await call('scheme.save', { scheme, revision, reason: reason.trim() });
      draft.reset(saved);
      setReason('');
      setAsked(false);
      showToast(`「${saved.name}」を保存しました（第${saved.revision}版）。`);
      return true;
    } catch (error) {
      const failed = failureOf(error);
      setFailure(failed);
      setRefused((failed.fields ?? []).map(({ path, message }) => ({ path: path.replace(/^scheme\./, ''), message })));
      return false;
    } finally {
      setSaving(false);
    }
  };
  const leave = useLeaveGuard(dirty || wrongDates > 0, '保存', save);
  const saveByKey = useSaveKey(save);
  useShortcuts({ 'ctrl+s': saveByKey });

  const parts: readonly (readonly [Part, string, number])[] = [
    ['basic', '基本', problems.under(...BASIC_PATHS) + wrongDates],
    ...AXES.map((axis) => [axis, scheme.axes[axis].label, problems.under(`axes.${axis}`)] as const),
    ['duties', '取扱制限', problems.under('duties')],
    ['importance', scheme.importance.label, problems.under('importance', 'personalMinimum')],
    ['questions', '質問', problems.under('questions')],
  ];
  const props = { scheme, edit, problems };
  return (
    <EntryForm className="schemes" onSubmit={save}>
      <div className="row">
        <h2>「{stored.name}」を直す</h2>
        <LinkButton small className="scheme-end" href={hrefScreen('settings', 'schemes', stored.id)}>
          見る画面に戻る
        </LinkButton>
      </div>
      {failure && <ErrorMessage failure={failure} />}
      {/* biome-ignore lint/a11y/useSemanticElements: buttons, not fields */}
      <div className="segmented scheme-parts" role="group" aria-label="直すところ">
        {parts.map(([id, label, count]) => (
          <Button key={id} aria-pressed={part === id} onClick={() => setPart(id)}>
            {label}
            {count > 0 && <span className="scheme-count-wrong"> ▲{count}</span>}
          </Button>
        ))}
      </div>
      {part === 'basic' && (
        <BasicsEditor
          {...props}
          key={revision}
          onDateProblem={(field, problem) => setDates((old) => ({ ...old, [field]: problem }))}
        />
      )}
      {AXES.map(
        (axis) => part === axis && <AxisEditor key={axis} {...props} axis={axis} used={stored.usedLevels[axis]} />,
      )}
      {part === 'duties' && <DutiesEditor {...props} />}
      {part === 'importance' && <ImportanceEditor {...props} />}
      {part === 'questions' && <QuestionsEditor {...props} />}
      <div className="settings-save scheme-reason">
        <FormRow
          label="変えた理由"
          required
          error={asked && dirty && reason.trim() === '' ? '理由を書いてください。' : null}
        >
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={1000}
              disabled={!dirty}
              placeholder="例 対策基準の改正（令和8年4月1日）"
              value={reason}
              onChange={setReason}
            />
          )}
        </FormRow>
        <p className="scheme-state" aria-live="polite">
          {wrong > 0 ? `▲ 直すところが${wrong}件あります` : dirty ? '保存していない変更があります' : '変更はありません'}
        </p>
        <Button
          disabled={!dirty || saving}
          onClick={() => {
            draft.reset();
            setRefused(NONE);
            setFailure(null);
          }}
        >
          元に戻す
        </Button>
        <Button type="submit" variant="primary" disabled={!dirty || saving || wrong > 0}>
          保存
        </Button>
      </div>
      {leave.dialog}
    </EntryForm>
  );
}
