import type { LabelTemplateInfo } from '../../../contract/label.ts';
import {
  LABEL_PART_IDS,
  LABEL_PARTS,
  type LabelCell,
  type LabelPart,
  type LabelRow,
  type LabelTemplate,
} from '../../../contract/labelTemplate.ts';
import { newOwnId } from '../sheets/sheetDraft.ts';

/** A row while it is edited: with a key of its own, so that it keeps its fields and the focus when it moves. */
export interface EditedRow extends LabelRow {
  readonly key: number;
}

/** A template while it is edited. */
export interface TemplateDraft extends Omit<LabelTemplate, 'rows'> {
  readonly rows: readonly EditedRow[];
}

/** As many as the contract takes. */
export const MOST_ROWS = 16;
export const MOST_CELLS = 3;

let lastKey = 0;
function newKey(): number {
  lastKey += 1;
  return lastKey;
}

export function draftOf(template: LabelTemplate | LabelTemplateInfo): TemplateDraft {
  const { id, name, target, kinds, size, notation, qr, rows } = template;
  return { id, name, target, kinds, size, notation, qr, rows: rows.map((row) => ({ ...row, key: newKey() })) };
}

/** What is sent: the strict shape of the contract. */
export function templateOf(draft: TemplateDraft): LabelTemplate {
  return {
    ...draft,
    kinds: [...draft.kinds],
    rows: draft.rows.map(({ cells, keep }) => ({ cells: cells.map(plain), keep })),
  };
}

/** A cell without the texts that are empty. */
function plain(cell: LabelCell): LabelCell {
  const { text, caption, ...others } = cell;
  return { ...others, ...(cell.part === 'text' ? { text: text ?? '' } : {}), ...(caption ? { caption } : {}) };
}

export function copyOf(template: LabelTemplateInfo): TemplateDraft {
  return { ...draftOf(template), id: newOwnId(), name: `${template.name}の写し` };
}

const NEW_CELL = { size: 9, minSize: 5.5, lines: 1, align: 'left' } as const;

/** Parts that have a value for this target, in the order of the contract. */
export function partsFor(target: LabelTemplate['target']): readonly LabelPart[] {
  return LABEL_PART_IDS.filter((part) => (LABEL_PARTS[part].of as readonly string[]).includes(target));
}

/** A part that the label does not have yet, else any. */
function unusedPart(draft: TemplateDraft): LabelPart {
  const used = new Set(draft.rows.flatMap((row) => row.cells.map((cell) => cell.part)));
  const offered = partsFor(draft.target);
  return offered.find((part) => !used.has(part)) ?? offered[0]!;
}

export function addRow(draft: TemplateDraft): TemplateDraft {
  const row: EditedRow = { key: newKey(), cells: [{ part: unusedPart(draft), ...NEW_CELL }], keep: 5 };
  return { ...draft, rows: [...draft.rows, row] };
}

export function removeRow(draft: TemplateDraft, key: number): TemplateDraft {
  return { ...draft, rows: draft.rows.filter((row) => row.key !== key) };
}

/** One up (-1) or down (1); at the ends it stays. */
export function moveRow(draft: TemplateDraft, key: number, step: -1 | 1): TemplateDraft {
  const from = draft.rows.findIndex((row) => row.key === key);
  const to = from + step;
  if (from < 0 || to < 0 || to >= draft.rows.length) return draft;
  const rows = [...draft.rows];
  [rows[from], rows[to]] = [rows[to]!, rows[from]!];
  return { ...draft, rows };
}

export function changeRow(draft: TemplateDraft, key: number, part: Partial<LabelRow>): TemplateDraft {
  return { ...draft, rows: draft.rows.map((row) => (row.key === key ? { ...row, ...part } : row)) };
}

export function changeCell(draft: TemplateDraft, key: number, index: number, part: Partial<LabelCell>): TemplateDraft {
  const row = draft.rows.find((one) => one.key === key);
  if (!row) return draft;
  const cells = row.cells.map((cell, other) => (other === index ? { ...cell, ...part } : cell));
  return changeRow(draft, key, { cells });
}

export function addCell(draft: TemplateDraft, key: number): TemplateDraft {
  const row = draft.rows.find((one) => one.key === key);
  if (!row) return draft;
  return changeRow(draft, key, { cells: [...row.cells, { part: unusedPart(draft), ...NEW_CELL }] });
}

export function removeCell(draft: TemplateDraft, key: number, index: number): TemplateDraft {
  const row = draft.rows.find((one) => one.key === key);
  if (!row || row.cells.length < 2) return draft;
  return changeRow(draft, key, { cells: row.cells.filter((_, other) => other !== index) });
}

/** Another target has other parts: those without a value for it become a part that has one. */
export function retarget(draft: TemplateDraft, target: LabelTemplate['target']): TemplateDraft {
  const offered = partsFor(target);
  const rows = draft.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => (offered.includes(cell.part) ? cell : { ...cell, part: 'name' as const })),
  }));
  return { ...draft, target, rows, kinds: target === 'place' ? [] : draft.kinds };
}

/** What keeps a template from being saved, by field. */
export function draftProblems(draft: TemplateDraft): ReadonlyMap<string, string> {
  const { minWidth, maxWidth, minHeight, maxHeight } = draft.size;
  const problems = new Map<string, string>();
  if (draft.name.trim() === '') problems.set('name', '名前を入れてください。');
  if (draft.rows.length === 0) problems.set('rows', '行を一つ以上置いてください。');
  if (!(minWidth <= maxWidth)) problems.set('width', '幅の「から」が「まで」より大きくなっています。');
  if (!(minHeight <= maxHeight)) problems.set('height', '高さの「から」が「まで」より大きくなっています。');
  for (const row of draft.rows) {
    row.cells.forEach((cell, index) => {
      const path = `${row.key}.${index}`;
      if (cell.minSize > cell.size) problems.set(path, '「小さくても」を「大きさ」以下にしてください。');
      else if (cell.part === 'text' && !cell.text?.trim()) problems.set(path, '入れる文字を書いてください。');
    });
  }
  return problems;
}
