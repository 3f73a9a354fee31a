import type { ReactNode } from 'react';
import type { Finding, Values } from '../../contract/asset.ts';
import { type Field, KIND_DEFINITIONS, type Kind, SECTIONS, type Section } from '../../contract/catalogue/index.ts';
import type { Levels, Scheme } from '../../contract/scheme.ts';
import { isEmpty } from '../fields/words.ts';
import { useRegister } from '../registerContext.tsx';
import { PermitFields } from '../session/Permit.tsx';
import { CLASS_FIELDS, ClassificationSection } from './ClassificationSection.tsx';
import { FormField } from './FormField.tsx';
import type { AssetForm } from './useAssetForm.ts';
import { useReading } from './useReading.ts';

export interface AssetFormProps {
  kind: Kind;
  scheme: Scheme;
  form: AssetForm;
  derived: Values;
  /** Field id -> why the core did not take the value; Japanese. */
  refused: Readonly<Record<string, string>>;
  /** Broken rules of the stored asset. */
  findings: readonly Finding[];
  /** Own class and that of the content, whichever is stricter; its duties are the ones that may be waived. */
  effective?: Levels;
  /** Stands above the choice of levels. */
  aboutClass?: ReactNode;
}

/** Sections of the page, with the words of their headings. */
export function sectionTitle(section: Section, kind: Kind): string {
  switch (section) {
    case 'basic':
      return '基本';
    case 'classification':
      return '分類と取扱い';
    case 'place':
      return '場所';
    case 'kind':
      return `${KIND_DEFINITIONS[kind].label}の項目`;
    case 'own':
      return '独自項目';
    case 'care':
      return '管理';
    case 'record':
      return '記録';
  }
}

/** In the order of the page: an own field is one of the asset's facts, before how it is taken care of. */
export const FORM_SECTIONS: readonly Section[] = SECTIONS;

/** In the header of the page already. */
const IN_HEADER = ['number', 'kind'];
/** Shown below つながり. */
const ELSEWHERE = ['relatedNumbers'];

/** Filled by an import; an empty one only takes room. */
const ONLY_WHEN_FILLED = ['importedNotes'];

const FILLED_KANA = '資産名称の入力から入れました。違うときは直してください。';

export function PageSection({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section className="page-section" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** All fields of an asset by section, derived from the catalogue. `isNew`: without what only the app fills in. */
export function AssetFormView(props: AssetFormProps & { isNew?: boolean }) {
  const { kind, scheme, form, derived, refused, isNew = false } = props;
  const { catalogue } = useRegister();
  const reading = useReading(form);
  const isShown = (field: Field) =>
    !IN_HEADER.includes(field.id) &&
    !ELSEWHERE.includes(field.id) &&
    !(ONLY_WHEN_FILLED.includes(field.id) && isEmpty(form.value(field.id)) && !(field.id in form.changed)) &&
    !(isNew && (field.origin === 'derived' || field.origin === 'system'));
  return FORM_SECTIONS.map((section) => {
    const fields = catalogue.fieldsOf(kind).filter((field) => field.section === section && isShown(field));
    const rest = fields.filter((field) => section !== 'classification' || !CLASS_FIELDS.includes(field.id));
    if (fields.length === 0) return null;
    return (
      <PageSection key={section} id={`section-${section}`} title={sectionTitle(section, kind)}>
        {section === 'classification' && props.aboutClass}
        <PermitFields needs="asset.update">
          {section === 'classification' && <ClassificationSection {...props} />}
          {rest.length > 0 && (
            <div className="form-grid">
              {rest.map((field) => (
                <FormField
                  key={field.id}
                  field={field}
                  scheme={scheme}
                  form={form}
                  derived={derived}
                  refused={refused}
                  box={field.id === 'name' ? reading.listeners : undefined}
                  hint={field.id === 'kana' && reading.filled ? FILLED_KANA : undefined}
                />
              ))}
            </div>
          )}
        </PermitFields>
      </PageSection>
    );
  });
}
