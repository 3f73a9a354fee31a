import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import { formatDate } from '../../contract/japanese/date.ts';
import { parseInteger } from '../../contract/japanese/number.ts';
import type { Settings } from '../../contract/master.ts';
import { NOTATION_WORDS, notationExample } from '../labels/notation.ts';
import { useRegister } from '../registerContext.tsx';
import { Button } from '../ui/Button.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { numberExample, unknownMarks } from './numberExample.ts';

export interface FieldsProps {
  draft: Settings;
  change: (part: Partial<Settings>) => void;
  /** By setting: what the core found wrong. */
  errors: Readonly<Record<string, string>>;
}

export function UnionFields({ draft, change, errors }: FieldsProps) {
  const { status, itemsOf } = useRegister();
  const group = itemsOf('group').find((item) => item.code && !item.hidden);
  const unknown = unknownMarks(draft.numberPattern);
  const example = numberExample(draft.numberPattern, {
    kind: KIND_DEFINITIONS.hardware.code,
    dateIso: status.today,
    group: group?.code ?? '00',
    serial: 12,
  });
  return (
    <section className="card stack" aria-labelledby="settings-union">
      <h2 id="settings-union">組合</h2>
      <FormRow label="組合の名前" required error={errors['unionName']}>
        {(ids) => (
          <TextInput {...ids} maxLength={100} value={draft.unionName} onChange={(unionName) => change({ unionName })} />
        )}
      </FormRow>
      <FormRow label="略称" help="小さいラベルに入ります。" error={errors['unionShort']}>
        {(ids) => (
          <TextInput
            {...ids}
            maxLength={30}
            value={draft.unionShort}
            onChange={(unionShort) => change({ unionShort })}
          />
        )}
      </FormRow>
      <FormRow
        label="資産番号の付け方"
        error={
          errors['numberPattern'] ??
          (unknown.length > 0 ? `${unknown.join('、')} は使えません。そのままの文字で番号に入ります。` : null)
        }
        help="{区分} {年度} {部署} {連番} と、好きな文字を並べます。{連番6} で6けたになります。すでに付いた番号は変わりません。"
      >
        {(ids) => (
          <TextInput
            {...ids}
            maxLength={80}
            value={draft.numberPattern}
            onChange={(numberPattern) => change({ numberPattern })}
          />
        )}
      </FormRow>
      <p className="settings-example" aria-live="polite">
        <span className="muted">機器{group ? `・${group.label}` : ''}の12番目の例：</span>
        <strong className="number">{example}</strong>
      </p>
      <FormRow
        label="見直しの間隔（月）"
        error={errors['reviewMonths']}
        help="最終棚卸日から次回見直し期限までの月数です。"
      >
        {(ids) => (
          <TextInput
            {...ids}
            className="settings-short"
            inputMode="numeric"
            value={String(draft.reviewMonths)}
            onChange={(text) => {
              const months = parseInteger(text);
              if (text.trim() === '') change({ reviewMonths: 0 });
              else if (months !== null) change({ reviewMonths: months });
            }}
          />
        )}
      </FormRow>
    </section>
  );
}

const MAX_APPROVALS = 8;

export function OutputFields({ draft, change, errors }: FieldsProps) {
  const { status, scheme } = useRegister();
  const notations = ['neutral', 'short', 'full'] as const;
  const styles = ['wareki', 'short', 'western'] as const;
  const setApproval = (index: number, title: string) =>
    change({ approvals: draft.approvals.map((old, other) => (other === index ? title : old)) });
  return (
    <section className="card stack" aria-labelledby="settings-output">
      <h2 id="settings-output">出力</h2>
      <fieldset className="settings-approvals" aria-describedby="settings-approvals-help">
        <legend>決裁欄</legend>
        <ol>
          {draft.approvals.map((title, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: titles have no identity but their place
            <li key={index}>
              <TextInput
                aria-label={`決裁欄の左から${index + 1}番目`}
                maxLength={20}
                value={title}
                onChange={(text) => setApproval(index, text)}
              />
              <button
                type="button"
                className="icon-button"
                aria-label={`${title || `${index + 1}番目`}を消す`}
                onClick={() => change({ approvals: draft.approvals.filter((_, other) => other !== index) })}
              >
                ×
              </button>
            </li>
          ))}
          {draft.approvals.length < MAX_APPROVALS && (
            <li>
              <Button small onClick={() => change({ approvals: [...draft.approvals, ''] })}>
                足す
              </Button>
            </li>
          )}
        </ol>
        <p id="settings-approvals-help" className="form-help">
          台帳の表紙の右上に、左からこの順で並びます（{MAX_APPROVALS}つまで）。
        </p>
        {errors['approvals'] && <p className="form-error">{errors['approvals']}</p>}
      </fieldset>
      <FormRow
        label="分類表示"
        error={errors['marking']}
        help="出力した台帳の全ページの右上に入ります。例：自治体機密性2 / 取扱注意"
      >
        {(ids) => (
          <TextInput {...ids} maxLength={60} value={draft.marking} onChange={(marking) => change({ marking })} />
        )}
      </FormRow>
      <FormRow
        label="ラベルの分類の書き方"
        error={errors['labelNotation']}
        help="来庁者の目に触れるものには記号が向きます。何が大切かを、知らない人に教えません。"
      >
        {(ids) => (
          <Select
            {...ids}
            value={draft.labelNotation}
            options={notations.map((one) => ({
              value: one,
              label: `${NOTATION_WORDS[one]}（${notationExample(scheme(draft.schemeId), one)}）`,
            }))}
            onChange={(one) => change({ labelNotation: one as Settings['labelNotation'] })}
          />
        )}
      </FormRow>
      <FormRow
        label="日付の書き方"
        error={errors['dateStyle']}
        help="画面に出る日付の形です。入力はどの形でもできます。"
      >
        {(ids) => (
          <Select
            {...ids}
            value={draft.dateStyle}
            options={styles.map((style) => ({ value: style, label: formatDate(status.today, style) }))}
            onChange={(style) => change({ dateStyle: style as Settings['dateStyle'] })}
          />
        )}
      </FormRow>
    </section>
  );
}
