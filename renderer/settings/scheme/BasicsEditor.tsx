import { useState } from 'react';
import { useRegister } from '../../registerContext.tsx';
import { DateInput } from '../../ui/DateInput.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import { TextArea, TextInput } from '../../ui/TextInput.tsx';
import type { PartProps } from './useSchemeDraft.ts';

interface BasicsProps extends PartProps {
  /** What is written as a date and is none; it is not in the scheme in hand. */
  onDateProblem: (field: 'effectiveFrom' | 'effectiveUntil', problem: string | null) => void;
}

/** 基本: name, version, source in the union's own 対策基準, from when and until when it is used. */
export function BasicsEditor({ scheme, edit, problems, onDateProblem }: BasicsProps) {
  const { settings } = useRegister();
  const [dates, setDates] = useState<Record<string, string | null>>({});
  const day = (field: 'effectiveFrom' | 'effectiveUntil', label: string, help: string) => (
    <FormRow label={label} help={help} error={dates[field] ?? problems.at(field)}>
      {(ids) => (
        <DateInput
          {...ids}
          value={scheme[field] ?? null}
          dateStyle={settings.dateStyle}
          onChange={(iso, problem) => {
            edit((s) => {
              s[field] = iso ?? undefined;
            });
            setDates((old) => ({ ...old, [field]: problem }));
            onDateProblem(field, problem);
          }}
        />
      )}
    </FormRow>
  );
  return (
    <section className="card stack" aria-label="基本">
      <div className="scheme-fields">
        <FormRow label="名前" required error={problems.at('name')}>
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={100}
              value={scheme.name}
              onChange={(text) =>
                edit((s) => {
                  s.name = text;
                })
              }
            />
          )}
        </FormRow>
        <FormRow label="版" required error={problems.at('version')} help="例 令和8年4月改正">
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={60}
              value={scheme.version}
              onChange={(text) =>
                edit((s) => {
                  s.version = text;
                })
              }
            />
          )}
        </FormRow>
        {day('effectiveFrom', '使い始める日', 'この日より前に「使う」にすると、確かめます。')}
        {day('effectiveUntil', '使い終わる日', 'この日を過ぎて「使う」にすると、確かめます。')}
        <FormRow
          wide
          label="元にした対策基準"
          help="題名と条を書きます。例 ○○組合情報セキュリティ対策基準 第5条（情報資産の分類）"
        >
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={300}
              value={scheme.source ?? ''}
              onChange={(text) =>
                edit((s) => {
                  s.source = text || undefined;
                })
              }
            />
          )}
        </FormRow>
        <FormRow wide label="説明">
          {(ids) => (
            <TextArea
              {...ids}
              maxLength={2000}
              value={scheme.note}
              onChange={(text) =>
                edit((s) => {
                  s.note = text;
                })
              }
            />
          )}
        </FormRow>
      </div>
    </section>
  );
}
