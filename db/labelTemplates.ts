import type { LabelTemplate } from '../contract/labelTemplate.ts';
import { prepared } from './statements.ts';
import type { ReadableDb, WritableDb } from './types.ts';

/** A template of the union's own, as it is now. */
export interface OwnTemplate {
  readonly template: LabelTemplate;
  /** From 1; every save adds one. */
  readonly revision: number;
}

/** The union's own templates that are still offered, in the order of their names. */
export function ownTemplates(db: ReadableDb): OwnTemplate[] {
  const rows = prepared(
    db,
    `select r.body, r.revision from label_template t
       join label_template_revision r on r.template_id = t.id and r.revision = t.revision
     where t.removed = 0 order by r.body ->> '$.name', t.id`,
  ).all() as { body: string; revision: number }[];
  return rows.map(({ body, revision }) => ({ template: JSON.parse(body) as LabelTemplate, revision }));
}

/** One revision of an own template, removed ones too: an old label still says how it was made. */
export function templateRevision(db: ReadableDb, id: string, revision: number): LabelTemplate | undefined {
  const body = prepared(db, 'select body from label_template_revision where template_id = ? and revision = ?')
    .pluck()
    .get(id, revision) as string | undefined;
  return body === undefined ? undefined : (JSON.parse(body) as LabelTemplate);
}

/** Adds a template, or a new revision of the one with the same id. @returns its revision, from 1 */
export function putTemplate(db: WritableDb, template: LabelTemplate, at: string, who: string): number {
  const revision = prepared(
    db,
    `insert into label_template (id, revision) values (?, 1)
     on conflict (id) do update set revision = revision + 1, removed = 0 returning revision`,
  )
    .pluck()
    .get(template.id) as number;
  prepared(db, 'insert into label_template_revision (template_id, revision, body, at, who) values (?, ?, ?, ?, ?)').run(
    template.id,
    revision,
    JSON.stringify(template),
    at,
    who,
  );
  return revision;
}

/** Offers a template no more; its revisions stay. @returns false when there is none with this id */
export function removeTemplate(db: WritableDb, id: string): boolean {
  return prepared(db, 'update label_template set removed = 1 where id = ? and removed = 0').run(id).changes === 1;
}
