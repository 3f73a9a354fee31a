import type { Kind } from '../../contract/catalogue/index.ts';
import type { LabelTarget, LabelTemplateInfo } from '../../contract/label.ts';
import { fitsSize, type LabelTemplate } from '../../contract/labelTemplate.ts';
import { ownTemplates } from '../../db/labelTemplates.ts';
import type { ReadableDb } from '../../db/types.ts';
import { LABEL_TEMPLATES } from '../presets/labelTemplates.ts';

const PRESETS: readonly LabelTemplateInfo[] = LABEL_TEMPLATES.map((template) => ({
  ...template,
  revision: 0,
  preset: true,
}));

/** What a clerk can choose: the union's own templates first, then the app's. */
export function allTemplates(db: ReadableDb): LabelTemplateInfo[] {
  const own = ownTemplates(db).map(({ template, revision }) => ({ ...template, revision, preset: false }));
  return [...own, ...PRESETS];
}

/** Whether a template came with the app: such a one can be copied, not changed. */
export function isPresetTemplate(id: string): boolean {
  return LABEL_TEMPLATES.some((template) => template.id === id);
}

/**
 * The template proposed for an asset of this kind (null: a place) on a label of this size in mm: the union's own before the
 * app's, and of those one made for the kind before one for all kinds. The presets have one for every label that the
 * app accepts (contract SMALLEST).
 * @throws RangeError when none fits: a smaller label, or a target without presets in `templates`
 */
export function templateFor<T extends LabelTemplate>(
  templates: readonly T[],
  target: LabelTarget,
  kind: Kind | null,
  size: { readonly labelWidth: number; readonly labelHeight: number },
): T {
  const fitting = templates.filter(
    (template) =>
      template.target === target &&
      fitsSize(template, size.labelWidth, size.labelHeight) &&
      (template.kinds.length === 0 || (kind !== null && template.kinds.includes(kind))),
  );
  const own = fitting.filter(({ id }) => !isPresetTemplate(id));
  const forKind = (list: readonly T[]) => list.find(({ kinds }) => kinds.length > 0) ?? list[0];
  const found = forKind(own) ?? forKind(fitting);
  if (!found) throw new RangeError(`no template for ${target} on ${size.labelWidth} × ${size.labelHeight} mm`);
  return found;
}
