import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import { OWN_TYPE_WORDS } from '../../contract/catalogue/own.ts';
import type { PlannedOwnField } from '../../contract/importing.ts';
import { hrefScreen } from '../router.ts';

interface PlannedOwnFieldsProps {
  fields: readonly PlannedOwnField[];
  title: string;
}

/** Own fields that an import makes, or that it gives more kinds. */
export function PlannedOwnFields({ fields, title }: PlannedOwnFieldsProps) {
  if (fields.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="import-own-fields">
      <h2 id="import-own-fields">{title}</h2>
      <ul className="import-kinds">
        {fields.map(({ id, label, type, kinds, count, isNew }) => (
          <li key={id}>
            <span>
              {label}
              <span className="muted">
                {' '}
                {OWN_TYPE_WORDS[type]}、{kinds.map((kind) => KIND_DEFINITIONS[kind].label).join('・')}
                {!isNew && '（今ある項目）'}
              </span>
            </span>
            <span className="number">{count.toLocaleString('ja-JP')}件</span>
          </li>
        ))}
      </ul>
      <p className="muted small">
        名前や説明は、あとで<a href={hrefScreen('settings', 'own-fields')}>設定の独自項目</a>で変えられます。
      </p>
    </section>
  );
}
