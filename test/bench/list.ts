import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { AssetPage } from '../../contract/asset.ts';
import { KINDS } from '../../contract/catalogue/index.ts';
import { createApp } from '../../core/app.ts';
import { type Figure, median, percentile } from './figures.ts';
import { randomFrom } from './generate.ts';
import type { MeasureInput } from './measures.ts';
import { call, quietPorts } from './register.ts';

/** A question as the screen asks it; common columns only, so that plain SQL can answer the same one. */
interface Question {
  readonly kind?: string;
  readonly query?: string;
  readonly filters?: Record<string, string[]>;
  readonly sort?: { field: string; descending: boolean };
  readonly offset?: number;
}

const SORTS = [
  'number',
  'name',
  'kind',
  'group',
  'place',
  'confidentiality',
  'state',
  'zone',
  'registeredOn',
  'stocktakenOn',
  'businessCategory',
];
const FILTERS = [
  'group',
  'place',
  'confidentiality',
  'integrity',
  'availability',
  'state',
  'zone',
  'body',
  'businessCategory',
];
const QUESTIONS = 200;
/** The slow references answer fewer questions; their spread is small. */
const REFERENCE_QUESTIONS = 20;
const FRAME_MS = 16;

const column = (field: string) => `"${field.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}"`;

/** Pages of the list: filter, order and search, each question a new one, so that no remembered answer helps. */
export async function measureList({ dir }: MeasureInput): Promise<Figure[]> {
  const app = await createApp({ dataDir: dir, ports: quietPorts, who: 'bench' });
  const db = new Database(join(dir, 'register.sqlite'), { readonly: true });
  const texts = db.prepare('select search_text from asset where binned = 0').pluck().all() as string[];
  const random = randomFrom(7);
  const pick = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)]!;
  const stored = new Map(
    FILTERS.map((field) => [
      field,
      db
        .prepare(`select distinct ${column(field)} from asset where ${column(field)} is not null`)
        .pluck()
        .all() as string[],
    ]),
  );

  const figures: Figure[] = [];
  // The first use of an order sorts all assets; it happens once for each column after a start.
  const firstSorts: number[] = [];
  for (const field of SORTS) firstSorts.push(await timed(() => ask({ sort: { field, descending: false } })));
  figures.push(
    { name: 'list: first use of a sort column, median', unit: 'ms', ours: median(firstSorts) },
    { name: 'list: first use of a sort column, slowest', unit: 'ms', ours: Math.max(...firstSorts) },
  );

  const sort = () => ({ field: pick(SORTS), descending: random() < 0.5 });
  const filters = (n: number) =>
    Object.fromEntries(
      Array.from({ length: n }, () => pick(FILTERS)).map((field) => [field, [pick(stored.get(field)!)]]),
    );
  const words = (length: number) => distinctWords(texts, length, QUESTIONS, random);
  const sets: [string, Question[], withScan: boolean][] = [
    [
      'order',
      distinct(() => ({
        ...(random() < 0.5 ? { kind: pick(KINDS) } : {}),
        sort: sort(),
        offset: Math.floor(random() * 2000),
      })),
      false,
    ],
    [
      'filter',
      distinct(() => ({
        ...(random() < 0.3 ? { kind: pick(KINDS) } : {}),
        filters: filters(1 + Math.floor(random() * 3)),
      })),
      false,
    ],
    ...[1, 2, 3, 8].map((length): [string, Question[], boolean] => [
      `search, ${length} character${length > 1 ? 's' : ''}`,
      words(length).map((query) => ({ query })),
      true,
    ]),
    ['filter, order and search', words(2).map((query) => ({ query, filters: filters(1), sort: sort() })), false],
  ];
  for (const [name, questions, withScan] of sets) {
    // The first questions of a set also warm what the set needs; they count, as they do for a person.
    const took: number[] = [];
    const worked: number[] = [];
    const matched: number[] = [];
    for (const question of questions) {
      const from = performance.now();
      const fromCpu = process.threadCpuUsage();
      const page = await ask(question);
      const { user, system } = process.threadCpuUsage(fromCpu);
      took.push(performance.now() - from);
      worked.push((user + system) / 1000);
      matched.push(page.matched);
    }
    const sql: number[] = [];
    const scan: number[] = [];
    for (const [i, question] of questions.slice(0, REFERENCE_QUESTIONS).entries()) {
      const from = performance.now();
      const count = askSql(db, question);
      sql.push(performance.now() - from);
      if (count !== matched[i]) throw new Error(`${JSON.stringify(question)}: ${matched[i]} assets, SQL says ${count}`);
      if (!withScan) continue;
      const scanned = performance.now();
      const found = texts.filter((text) => text.includes(question.query!)).length;
      scan.push(performance.now() - scanned);
      if (found !== count) throw new Error(`${question.query}: ${count} assets, a scan says ${found}`);
    }
    const reference = (share: number) => ({ what: 'SQL LIKE/ORDER BY/LIMIT', value: percentile(sql, share) });
    figures.push(
      { name: `list: ${name}, p50 of ${took.length}`, unit: 'ms', ours: median(took), reference: reference(0.5) },
      {
        name: `list: ${name}, p95`,
        unit: 'ms',
        ours: percentile(took, 0.95),
        reference: reference(0.95),
        aim: FRAME_MS,
      },
    );
    if (withScan) {
      figures.push({
        name: `list: ${name}, p95`,
        unit: 'ms',
        ours: percentile(took, 0.95),
        reference: { what: 'JS includes over all texts', value: percentile(scan, 0.95) },
      });
    }
    // On a busy machine the clock also counts the others.
    figures.push({ name: `list: ${name}, p95, CPU time`, unit: 'ms', ours: percentile(worked, 0.95) });
  }
  return figures;

  function ask(question: Question): Promise<AssetPage> {
    return call<AssetPage>(app, 'asset.list', question);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Different questions: the index remembers the last answer, and this must not help. */
function distinct(make: () => Question): Question[] {
  const made = new Map<string, Question>();
  for (let i = 0; i < QUESTIONS * 20 && made.size < QUESTIONS; i += 1) {
    const question = make();
    made.set(JSON.stringify(question), question);
  }
  return [...made.values()];
}

/** Pieces of texts that are in the register, without the signs that part words and fields. */
function distinctWords(texts: readonly string[], length: number, count: number, random: () => number): string[] {
  const words = new Set<string>();
  for (let i = 0; i < count * 200 && words.size < count; i += 1) {
    const text = texts[Math.floor(random() * texts.length)]!;
    const at = Math.floor(random() * Math.max(1, text.length - length));
    const word = text.slice(at, at + length);
    if (word.length === length && !/[\s\p{Cc}]/u.test(word)) words.add(word);
  }
  return [...words];
}

/** The same question as plain SQL: how many there are, and the page of a hundred. */
function askSql(db: Database.Database, { kind, query, filters = {}, sort, offset = 0 }: Question): number {
  const where = ['binned = 0'];
  const values: unknown[] = [];
  if (kind) {
    where.push('kind = ?');
    values.push(kind);
  }
  for (const [field, [value]] of Object.entries(filters)) {
    where.push(`${column(field)} = ?`);
    values.push(value);
  }
  if (query) {
    where.push("search_text like ? escape '\\'");
    values.push(`%${query.replaceAll(/[\\%_]/g, '\\$&')}%`);
  }
  const field = sort?.field === 'name' ? 'kana_key' : column(sort?.field ?? 'number');
  const order = `order by ${field} ${sort?.descending ? 'desc' : 'asc'}, id`;
  const condition = where.join(' and ');
  db.prepare(`select * from asset where ${condition} ${order} limit 100 offset ?`).all(...values, offset);
  return db
    .prepare(`select count(*) from asset where ${condition}`)
    .pluck()
    .get(...values) as number;
}
