import { KIND_DEFINITIONS, KIND_ORDER } from '../../../contract/catalogue/index.ts';
import type { LabelTemplate } from '../../../contract/labelTemplate.ts';
import { FormRow } from '../../ui/FormRow.tsx';
import { NumberInput } from '../../ui/NumberInput.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { retarget, type TemplateDraft } from './templateDraft.ts';
import { NOTATION_CHOICES, QR_WORDS, TARGET_WORDS } from './words.ts';

interface TemplateFieldsProps {
  draft: TemplateDraft;
  problems: ReadonlyMap<string, string>;
  onChange: (draft: TemplateDraft) => void;
}

function options<K extends string>(words: Readonly<Record<K, string>>) {
  return (Object.keys(words) as K[]).map((value) => ({ value, label: words[value] }));
}

/** What the template is for: name, target, kinds, sizes, QR code, notation. */
export function TemplateFields({ draft, problems, onChange }: TemplateFieldsProps) {
  const change = (part: Partial<TemplateDraft>) => onChange({ ...draft, ...part });
  const size = (key: keyof LabelTemplate['size'], label: string, error?: string) => (
    <FormRow label={label} error={error}>
      {(ids) => (
        <NumberInput
          {...ids}
          min={1}
          max={1500}
          value={draft.size[key]}
          onChange={(length) => change({ size: { ...draft.size, [key]: length } })}
        />
      )}
    </FormRow>
  );
  return (
    <>
      <FormRow label="名前" required error={problems.get('name')}>
        {(ids) => <TextInput {...ids} maxLength={60} value={draft.name} onChange={(name) => change({ name })} />}
      </FormRow>
      <div className="masters-pair">
        <FormRow label="何に貼るか">
          {(ids) => (
            <Select
              {...ids}
              value={draft.target}
              options={options(TARGET_WORDS)}
              onChange={(target) => onChange(retarget(draft, target as LabelTemplate['target']))}
            />
          )}
        </FormRow>
        <FormRow label="分類の書き方">
          {(ids) => (
            <Select
              {...ids}
              value={draft.notation}
              options={options(NOTATION_CHOICES)}
              onChange={(notation) => change({ notation: notation as LabelTemplate['notation'] })}
            />
          )}
        </FormRow>
      </div>
      {draft.target !== 'place' && (
        <fieldset>
          <legend className="form-label">「おまかせ」で使う資産区分</legend>
          <div className="template-kinds">
            {KIND_ORDER.map((kind) => (
              <label key={kind} className="check">
                <input
                  type="checkbox"
                  checked={draft.kinds.includes(kind)}
                  onChange={() =>
                    change({
                      kinds: draft.kinds.includes(kind)
                        ? draft.kinds.filter((one) => one !== kind)
                        : [...draft.kinds, kind],
                    })
                  }
                />
                {KIND_DEFINITIONS[kind].label}
              </label>
            ))}
          </div>
          <p className="form-help">一つも選ばなければ、どの区分にも使います。</p>
        </fieldset>
      )}
      <fieldset>
        <legend className="form-label">合うラベルの大きさ（mm）</legend>
        <div className="template-sizes">
          {size('minWidth', '幅（から）')}
          {size('maxWidth', '幅（まで）', problems.get('width'))}
          {size('minHeight', '高さ（から）')}
          {size('maxHeight', '高さ（まで）', problems.get('height'))}
        </div>
      </fieldset>
      <div className="masters-pair">
        <FormRow label="QRコードの位置" help="中身は資産番号と、確かめの1文字だけです。">
          {(ids) => (
            <Select
              {...ids}
              value={draft.qr.place}
              options={options(QR_WORDS)}
              onChange={(place) => change({ qr: { ...draft.qr, place: place as LabelTemplate['qr']['place'] } })}
            />
          )}
        </FormRow>
        <FormRow label="QRコードの一辺（mm）" help="15mm以上をお勧めします。">
          {(ids) => (
            <NumberInput
              {...ids}
              min={5}
              max={60}
              disabled={draft.qr.place === 'none'}
              value={draft.qr.size}
              onChange={(side) => change({ qr: { ...draft.qr, size: side } })}
            />
          )}
        </FormRow>
      </div>
    </>
  );
}
