import { useEffect, useState } from 'react';
import { useRegister } from '../registerContext.tsx';
import { Combobox } from '../ui/Combobox.tsx';
import { DateInput } from '../ui/DateInput.tsx';
import { FormRow } from '../ui/FormRow.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { changeDraft, type LabelDraft } from './labelDraft.ts';

/** Ways of the three tiers (domain.md §3.1); any other can be written. */
const METHODS = ['物理的な破壊', '磁気による消去', '上書きによる消去', '暗号鍵の消去', '裁断', '溶解'];

/** What a 消去済 label says beside the asset: when, how and by whom it was erased. */
export function ErasedFields({ erased }: { erased: LabelDraft['erased'] }) {
  const { status, settings } = useRegister();
  const [problem, setProblem] = useState<string | null>(null);
  const change = (part: Partial<LabelDraft['erased']>) => changeDraft({ erased: { ...erased, ...part } });
  // Most labels are made on the day, by the one who erased.
  // biome-ignore lint/correctness/useExhaustiveDependencies: proposed once, when the fields come up empty
  useEffect(() => {
    if (erased.on === null && erased.person === '') change({ on: status.today, person: status.operator.name });
  }, []);
  return (
    <>
      <FormRow label="消去した日" required error={problem}>
        {(ids) => (
          <DateInput
            {...ids}
            value={erased.on}
            dateStyle={settings.dateStyle}
            onChange={(on, wrong) => {
              setProblem(wrong);
              change({ on });
            }}
          />
        )}
      </FormRow>
      <FormRow label="消去の方法" required>
        {(ids) => (
          <Combobox
            {...ids}
            free
            value={erased.method}
            options={METHODS.map((method) => ({ value: method, label: method }))}
            onChange={(method) => change({ method })}
          />
        )}
      </FormRow>
      <FormRow label="消去の担当" required>
        {(ids) => <TextInput {...ids} maxLength={60} value={erased.person} onChange={(person) => change({ person })} />}
      </FormRow>
    </>
  );
}
