import { fieldById } from '../../contract/catalogue/index.ts';
import { AXES, type Axis, deriveImportance } from '../../contract/scheme.ts';
import { isEmpty } from '../fields/words.ts';
import { FormRow } from '../ui/FormRow.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import type { AssetFormProps } from './AssetFormView.tsx';
import { Duties } from './Duties.tsx';
import { FormField } from './FormField.tsx';
import { LevelChoice } from './LevelChoice.tsx';
import { adviceFor } from './levelAdvice.ts';

/** Shown by the parts below, or folded into them. */
export const CLASS_FIELDS = [
  ...AXES,
  'importance',
  'importanceDerived',
  'importanceReason',
  'classificationReason',
  'handlingMarks',
  'handlingDuties',
  'dutiesWaived',
  'dutiesWaivedReason',
  'personalData',
  'subjectCount',
  'subjectBand',
];

const text = (value: unknown) => (typeof value === 'string' ? value : '');

function Importance({ form, scheme, refused }: AssetFormProps) {
  const code = (axis: Axis) => text(form.value(axis)) || null;
  const personalData = form.value('personalData');
  const derived = deriveImportance(scheme, {
    confidentiality: code('confidentiality'),
    integrity: code('integrity'),
    availability: code('availability'),
    personalData: Array.isArray(personalData) ? personalData : [],
  });
  const decided = text(form.value('importance'));
  const overridden = decided !== '' && decided !== derived;
  const { label, classes } = scheme.importance;
  const definition = classes.find((one) => one.code === (decided || derived))?.definition;
  return (
    <>
      <FormRow
        label={label}
        help={definition}
        error={refused['importance']}
        className={'importance' in form.changed ? 'form-row-changed' : ''}
      >
        {(ids) => (
          <div className="importance">
            <p className="importance-derived">
              算定値 <strong>{derived ?? '（分類がそろうと決まります）'}</strong>
            </p>
            <span aria-hidden="true">→</span>
            <Select
              {...ids}
              value={decided}
              empty={derived ? `算定どおり（${derived}）` : '算定どおり'}
              options={classes.map((one) => ({ value: one.code, label: `${one.code} に決める` }))}
              onChange={(next) => {
                form.set('importance', next || null);
                if (!next) form.set('importanceReason', null);
              }}
            />
          </div>
        )}
      </FormRow>
      {(overridden || !isEmpty(form.value('importanceReason'))) && (
        <FormRow
          label={`${label}を算定値と変えた理由`}
          notice={isEmpty(form.value('importanceReason')) ? '未記入' : null}
          error={refused['importanceReason']}
        >
          {(ids) => (
            <TextInput
              {...ids}
              value={text(form.value('importanceReason'))}
              onChange={(next) => form.set('importanceReason', next || null)}
            />
          )}
        </FormRow>
      )}
    </>
  );
}

/** 分類と取扱い: personal data first, because it sets the least level; then the three axes with their definitions. */
export function ClassificationSection(props: AssetFormProps) {
  const { form, derived, scheme, refused, findings } = props;
  const personal = form.value('personalData');
  const personalData = Array.isArray(personal) ? personal : [];
  const field = (id: string) => {
    const found = fieldById(id);
    return (
      found && <FormField key={id} field={found} scheme={scheme} form={form} derived={derived} refused={refused} />
    );
  };
  return (
    <>
      <div className="form-grid">
        {field('personalData')}
        {field('subjectCount')}
        {field('subjectBand')}
      </div>
      <div className="level-choices">
        {AXES.map((axis) => (
          <LevelChoice
            key={axis}
            scheme={scheme}
            axis={axis}
            value={text(form.value(axis))}
            onChange={(code) => form.set(axis, code)}
            advice={adviceFor(axis, {
              scheme,
              chosen: text(form.value(axis)),
              stored: text(form.stored(axis)),
              personalData,
              findings,
            })}
            error={refused[axis]}
          />
        ))}
      </div>
      <div className="form-grid">
        {field('classificationReason')}
        <Importance {...props} />
        {field('handlingMarks')}
        <Duties {...props} />
      </div>
    </>
  );
}
