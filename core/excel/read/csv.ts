import { CsvError, parse } from 'csv-parse/sync';
import { DaichoError } from '../../../contract/errors.ts';
import { textCell } from './sheet.ts';
import { decodeText } from './textEncoding.ts';
import {
  type Cell,
  type Delimiter,
  type Limits,
  MAX_COLUMN,
  type ReadBook,
  type SheetRow,
  type TextChoice,
} from './types.ts';

/**
 * Reads delimited text. Every cell is text; a leading `'` is kept; `row` is the record number, counting blank records.
 * @throws DaichoError fileUnreadable (encoding or quotes), fileTooLarge
 */
export function readCsv(bytes: Uint8Array, limits: Limits, choice: TextChoice): ReadBook {
  if (bytes.length > limits.maxTextBytes) {
    const megabytes = Math.floor(limits.maxTextBytes / 1024 / 1024);
    throw new DaichoError('fileTooLarge', `CSVの大きさが上限（${megabytes}MB）を超えています。`);
  }
  const { text, encoding, guess } = decodeText(bytes, choice.encoding);
  const delimiter = choice.delimiter ?? guessDelimiter(text);
  refuseLongLines(text, limits);
  const rows: SheetRow[] = [];
  let used = 0;
  let number = 0;
  parseRecords(text, delimiter, limits, (record) => {
    number++;
    if (record.length > MAX_COLUMN) throw new DaichoError('fileTooLarge', `${number}行目の列が多すぎます。`);
    const cells: (Cell | null)[] = record.map(textCell);
    while (cells.at(-1) === null) cells.pop();
    if (cells.length === 0) return;
    used += cells.length;
    if (used > limits.maxCells) throw new DaichoError('fileTooLarge', '値が多すぎます。');
    rows.push({ row: number, cells });
  });
  const sheets = [{ name: '(csv)', hidden: false, rows, merges: [] }];
  return { format: 'csv', encoding, encodingGuess: guess, delimiter, sheets, notes: [] };
}

const lineTooLong = (where: string) =>
  new DaichoError('fileTooLarge', `CSVの1行が長すぎます${where}。引用符（"）の組が合わないのかもしれません。`);

/** The parser would take seconds and much memory before it says so. */
function refuseLongLines(text: string, { maxRecordLength }: Limits): void {
  let start = 0;
  for (const { index } of text.matchAll(/[\r\n]|$/g)) {
    if (index - start > maxRecordLength) throw lineTooLong('');
    start = index + 1;
  }
}

/** Gives each record to `take` at once: a list of millions of blank ones would fill the memory. */
function parseRecords(text: string, delimiter: Delimiter, limits: Limits, take: (record: string[]) => void): void {
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      max_record_size: limits.maxRecordLength,
      // An inch mark inside an unquoted field (3.5" ディスク) is text.
      relax_quotes: true,
      on_record: (record: string[]) => {
        take(record);
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? `（${error['lines']}行目の近く）` : '';
    if (error.code === 'CSV_MAX_RECORD_SIZE') throw lineTooLong(line);
    throw new DaichoError('fileUnreadable', `CSVの引用符（"）の組が合いません${line}。`);
  }
}

/** The delimiter whose most usual number per line, times the lines that have it, is largest. Quoted text is ignored. */
function guessDelimiter(text: string): Delimiter {
  const lines = text
    .slice(0, 65_536)
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of [',', '\t', ';'] as const) {
    const linesByCount = new Map<number, number>();
    for (const line of lines) {
      const count = line.split(delimiter).length - 1;
      if (count > 0) linesByCount.set(count, (linesByCount.get(count) ?? 0) + 1);
    }
    const score = Math.max(0, ...[...linesByCount].map(([count, frequency]) => count * frequency));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}
