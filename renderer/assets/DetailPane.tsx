import { useEffect, useState } from 'react';
import type { AssetDetail } from '../../contract/asset.ts';
import { type Field, fieldById, fieldsOf, KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import { LINK_TYPES } from '../../contract/link.ts';
import { AXES } from '../../contract/scheme.ts';
import { isEmpty, levelOfValue, valueWords } from '../fields/words.ts';
import { type Register, useRegister } from '../registerContext.tsx';
import { hrefAsset } from '../router.ts';
import { LinkButton } from '../ui/Button.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { LevelMarks } from '../ui/LevelMark.tsx';
import { useCall } from '../useCall.ts';

/** Facts shown for every kind, in this order; those of the kind and the union's own follow, as far as they are filled in. */
const FACTS = [
  'state',
  'group',
  'responsiblePost',
  'handlerPerson',
  'place',
  'zone',
  'importance',
  'personalData',
  'subjectCount',
  'handlingMarks',
  'summary',
];

function Facts({ register, detail }: { register: Register; detail: AssetDetail }) {
  const values = { ...detail.derived, ...detail.values };
  const own = KIND_DEFINITIONS[detail.kind].fields.filter((field) => field.section === 'kind').slice(0, 12);
  const unions = register.catalogue.fieldsOf(detail.kind).filter((field) => field.section === 'own');
  const fields = [...FACTS.flatMap((id) => fieldById(id) ?? []), ...own, ...unions].filter(
    (field: Field) => !isEmpty(values[field.id]),
  );
  return (
    <dl className="facts">
      {fields.map((field) => (
        <div key={field.id}>
          <dt>{field.label}</dt>
          <dd>{valueWords(register, field, values[field.id], detail.schemeId)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Beside the list, on narrow screens over its right side: what matters about the row the keyboard is on. */
export function DetailPane({ id }: { id: string | undefined }) {
  const register = useRegister();
  // Wait for rest: holding an arrow key must not ask for every row on the way.
  const [rested, setRested] = useState(id);
  useEffect(() => {
    const timer = setTimeout(() => setRested(id), 90);
    return () => clearTimeout(timer);
  }, [id]);
  const { data, error } = useCall('asset.get', rested ? { id: rested } : null);
  if (!id)
    return (
      <aside className="detail" aria-label="選んだ行の内容">
        <p className="muted">行を選ぶと、ここに内容が出ます。Enterで開きます。</p>
      </aside>
    );
  if (!data)
    return (
      <aside className="detail" aria-label="選んだ行の内容">
        {error && <ErrorMessage failure={error} />}
      </aside>
    );
  const scheme = register.scheme(data.schemeId);
  const missing = data.missing.map((field) => fieldsOf(data.kind).find((one) => one.id === field)?.label ?? field);
  return (
    <aside className="detail" aria-label="選んだ行の内容">
      <p className="muted number">{String(data.values['number'] ?? '')}</p>
      <h2>{String(data.values['name'] ?? '')}</h2>
      <p className="detail-marks">
        <LevelMarks levels={AXES.map((axis) => levelOfValue(scheme, axis, data.values[axis]))} />
        <span className="muted">{KIND_DEFINITIONS[data.kind].label}</span>
      </p>
      {data.findings.map((finding) => (
        <p
          key={`${finding.ruleId} ${finding.fieldId}`}
          className={`notice small ${finding.severity === 'error' ? 'notice-error' : ''}`}
        >
          {finding.message}
        </p>
      ))}
      {missing.length > 0 && <p className="notice small">未記入：{missing.join('、')}</p>}
      <Facts register={register} detail={data} />
      {data.links.length > 0 && (
        <>
          <h3>つながり</h3>
          <ul className="detail-links">
            {data.links.slice(0, 8).map((link) => (
              <li key={link.id}>
                <span className="muted">{LINK_TYPES[link.type][link.direction]}</span>{' '}
                <a href={hrefAsset(link.other.id)}>{link.other.name}</a>
              </li>
            ))}
            {data.links.length > 8 && <li className="muted">ほか{data.links.length - 8}件</li>}
          </ul>
        </>
      )}
      <p>
        <LinkButton small href={hrefAsset(data.id)}>
          開く
        </LinkButton>
      </p>
    </aside>
  );
}
