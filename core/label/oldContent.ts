import { AXES, levelOf } from '../../contract/scheme.ts';
import { assetsByIds } from '../../db/assets.ts';
import type { ReadableDb } from '../../db/types.ts';
import { labelOf, type RegisterState } from '../register/state.ts';
import type { LabelContent } from './boxes.ts';

/** What stands on the labels of these assets, in the order of `ids`. */
export function labelContents(db: ReadableDb, state: RegisterState, ids: readonly number[]): LabelContent[] {
  const records = new Map(
    assetsByIds(db, ids, ['number', 'name', 'group', 'scheme_id', 'handling_marks', ...AXES]).map((record) => [
      record.id,
      record,
    ]),
  );
  const { unionName, unionShort } = state.settings;
  return ids.map((id): LabelContent => {
    const record = records.get(id)!;
    const scheme = state.schemes.get(record.scheme_id);
    const marks = record['handling_marks'] ? (JSON.parse(String(record['handling_marks'])) as string[]) : [];
    return {
      unionName: unionShort || unionName,
      number: String(record['number']),
      name: String(record['name']),
      group: record['group'] ? labelOf(state, String(record['group'])) : '',
      levels: AXES.flatMap((axis) => {
        const level = scheme && levelOf(scheme, axis, record[axis] as string | null);
        return level
          ? [{ axis, full: level.name, short: level.short, neutral: level.neutral, weight: level.weight }]
          : [];
      }),
      // 「なし」 is a decision, not a mark to print.
      marks: marks.filter((mark) => state.items.get(mark)?.attrs['none'] !== true).map((mark) => labelOf(state, mark)),
    };
  });
}
