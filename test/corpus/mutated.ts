import { readBook } from '../../core/excel/read/index.ts';
import { bookParts, makeOds, makeZip } from '../support/books.ts';
import { random } from '../support/random.ts';
import { type CorpusFile, contentOf } from './file.ts';

/** 200 damaged books: the same content as before the damage, or refused. Never another word, never empty in silence. */

const words = ['資産', '分類', '管理責任者', '総務グループ', '機密性３Ａ', 'サーバ'];
const strings = words.map((word) => `<si><t>${word}</t></si>`).join('');
const rows = Array.from({ length: 60 }, (_, i) => {
  const cells = words.map((_word, j) => `<c r="${'ABCDEF'[j]}${i + 1}" t="s"><v>${(i + j) % words.length}</v></c>`);
  return `<row r="${i + 1}">${cells.join('')}<c r="G${i + 1}" s="1"><v>${45_000 + i}</v></c></row>`;
}).join('');
const ods = words.map(
  (word) =>
    `<table:table-row><table:table-cell office:value-type="string"><text:p>${word}</text:p></table:table-cell></table:table-row>`,
);

const originals: readonly { readonly fileName: string; readonly bytes: Uint8Array }[] = [
  { fileName: 'a.xlsx', bytes: makeZip(bookParts({ rows, strings, formats: [14] })) },
  {
    fileName: 'a.xlsx',
    bytes: makeZip(bookParts({ rows, strings, formats: [14] }).map((part) => ({ ...part, stored: true }))),
  },
  { fileName: 'a.ods', bytes: makeOds({ rows: ods.join('') }) },
];
const contents = originals.map(({ bytes, fileName }) => contentOf(readBook(bytes, fileName)));

const damages: Record<string, (bytes: Uint8Array, roll: ReturnType<typeof random>) => Uint8Array> = {
  'one bit': (bytes, { below }) => {
    const at = below(bytes.length);
    return bytes.with(at, bytes[at]! ^ (1 << below(8)));
  },
  'ten bits': (bytes, roll) => {
    let changed = bytes;
    for (let i = 0; i < 10; i++) changed = damages['one bit']!(changed, roll);
    return changed;
  },
  'cut short': (bytes, { below }) => bytes.slice(0, below(bytes.length)),
  'cut at the front': (bytes, { below }) => bytes.slice(1 + below(bytes.length - 1)),
  zeros: (bytes, { below }) => bytes.slice().fill(0, ...span(bytes, below)),
  'a piece from elsewhere': (bytes, { below }) => bytes.slice().copyWithin(below(bytes.length), ...span(bytes, below)),
  'a piece twice': (bytes, { below }) => {
    const [from, to] = span(bytes, below);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  'a piece missing': (bytes, { below }) => {
    const [from, to] = span(bytes, below);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  'line breaks changed as by an old mail program': (bytes) =>
    Buffer.from(Buffer.from(bytes).toString('latin1').replace(/\n/g, '\r\n'), 'latin1'),
  'something glued on': (bytes, { below }) => Buffer.concat([bytes, Buffer.alloc(1 + below(100), 'x')]),
};

function span(bytes: Uint8Array, below: (n: number) => number): [number, number] {
  const from = below(bytes.length - 1);
  return [from, Math.min(bytes.length, from + 1 + below(200))];
}

export const mutated: readonly CorpusFile[] = Array.from({ length: 200 }, (_, i) => {
  const [how, damage] = Object.entries(damages)[i % 10]!;
  const which = Math.floor(i / 10) % originals.length;
  const { fileName, bytes } = originals[which]!;
  return {
    name: `damaged ${i + 1}: ${fileName}, ${how}`,
    fileName,
    make: () => damage(Uint8Array.from(bytes), random(20_250_401 + i)),
    expect: { same: contents[which]! },
  };
});
