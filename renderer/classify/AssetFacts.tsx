import type { AssetDetail } from '../../contract/asset.ts';
import { fieldById } from '../../contract/catalogue/index.ts';
import { isEmpty, valueWords } from '../fields/words.ts';
import { useRegister } from '../registerContext.tsx';

/** What a person looks at when classing, in the order read. */
const FACTS = [
  'personalData',
  'subjectCount',
  'businessCategory',
  'group',
  'zone',
  'storageMedia',
  'userScope',
  'handlingMarks',
  'summary',
  'classificationReason',
  'note',
];

/** The facts of an asset that bear on its class, in one dense line that wraps. */
export function AssetFacts({ detail }: { detail: AssetDetail }) {
  const register = useRegister();
  const shown = FACTS.flatMap((id) => {
    const field = fieldById(id);
    const value = detail.values[id] ?? detail.derived[id];
    return field && !isEmpty(value)
      ? [{ id, label: field.label, words: valueWords(register, field, value, detail.schemeId) }]
      : [];
  });
  if (shown.length === 0) return null;
  return (
    <dl className="classify-facts">
      {shown.map(({ id, label, words }) => (
        <div key={id}>
          <dt>{label}</dt>
          <dd title={words}>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
