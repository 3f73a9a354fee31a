import { describe, expect, it } from 'vitest';
import { COMPOUND_HEADINGS, fieldsOf, KINDS } from '../../../contract/catalogue/index.ts';
import { mayMeanField, meaningOf } from '../../../contract/importing.ts';
import { messyBook } from '../../support/messyLedger.ts';

/** Ways in which unions dress a heading. */
const DRESSED: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => `①${word}`,
  (word) => `（1）${word}`,
  (word) => `【${word}】`,
  (word) => `${word}（※）`,
  (word) => `当該${word}欄`,
  (word) => `評価値＞${word}`,
  (word) => [...word].join(' '),
];

describe('the quick look at a word', () => {
  it('passes over no word that means a field in some kind', () => {
    const words = new Set([
      ...KINDS.flatMap((kind) => fieldsOf(kind).flatMap((field) => [field.label, ...(field.synonyms ?? [])])),
      ...COMPOUND_HEADINGS.flatMap(({ headings }) => headings),
      // Headings and words of assets as they stand in ledgers kept by hand.
      ...[1, 2, 3].flatMap((seed) =>
        messyBook(seed).book.sheets.flatMap(({ rows }) =>
          rows.flatMap(({ cells }) => cells.map((cell) => cell?.text ?? '')),
        ),
      ),
    ]);
    words.delete('');
    let meant = 0;
    for (const word of words) {
      for (const dress of DRESSED) {
        const heading = dress(word);
        if (!KINDS.some((kind) => meaningOf(kind, heading) !== null)) continue;
        meant += 1;
        expect(mayMeanField(heading), heading).toBe(true);
      }
    }
    expect(meant).toBeGreaterThan(2000);
  });

  it('passes over what an asset is called and where it stands', () => {
    for (const word of ['水郷クリーンセンター事務用ノートパソコン12号', 'KD-4821A', '湖北電機', '10.3.24.7'])
      expect(mayMeanField(word), word).toBe(false);
  });
});
