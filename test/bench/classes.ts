import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { AssetDetail, AssetPage, Finding } from '../../contract/asset.ts';
import { type App, createApp } from '../../core/app.ts';
import { type Figure, median } from './figures.ts';
import type { MeasureInput } from './measures.ts';
import { call, copyRegister, quietPorts } from './register.ts';

const RUNS = 7;

/**
 * One information asset held by `rows` others (issue: a change touching 10,000 linked assets shows within 100 ms): its
 * class is raised and lowered, and the time counted until the change, the rolled-up class of a holder, a page of the
 * list and the list of contradictions have all been answered. Beside it the same sum by SQL's recursive walk.
 */
export async function measureClasses({ dir, rows }: MeasureInput): Promise<Figure[]> {
  const copy = copyRegister(dir);
  try {
    const [content, holders] = chosen(copy, rows);
    const app = await createApp({ dataDir: copy, ports: quietPorts, who: 'bench' });
    await call(app, 'operator.set', { name: '葦沼 恵', post: '主任' });
    await linkAll(app, content, holders);
    const last = String(holders.at(-1));
    const show = async () => {
      const { effective } = await call<AssetDetail>(app, 'asset.get', { id: last });
      await call<AssetPage>(app, 'asset.list', { columns: ['number', 'name', 'highestClass'], limit: 100 });
      const { rules } = await call<{ rules: { id: string; count: number }[]; findings: Finding[] }>(
        app,
        'finding.list',
        {
          ruleId: 'D3',
        },
      );
      return { level: effective.levels.confidentiality, count: rules.find((rule) => rule.id === 'D3')!.count };
    };
    const first = await timed(show);
    const decide: number[] = [];
    const whole: number[] = [];
    let before = first.value.count;
    for (let i = 0; i < RUNS * 2; i += 1) {
      const { revision } = await call<AssetDetail>(app, 'asset.get', { id: String(content) });
      const code = i % 2 === 0 ? '3A' : '1';
      const done = await timed(() =>
        call(app, 'classification.decide', {
          assetId: String(content),
          revision,
          levels: { confidentiality: code, integrity: '1', availability: '1' },
          reason: '計測',
        }),
      );
      const shown = await timed(show);
      if (code === '3A' && shown.value.level !== '3A') throw new Error('the class did not travel');
      if (Math.abs(shown.value.count - before) < holders.length / 2)
        throw new Error('the contradictions did not follow');
      before = shown.value.count;
      decide.push(done.ms);
      whole.push(done.ms + shown.ms);
    }
    await app.close();
    const walk = sqlWalk(copy, holders.slice(0, 100)) * Math.max(1, holders.length / 100);
    return [
      { name: `class of ${rows} holders: the change itself, p50`, unit: 'ms', ours: median(decide) },
      {
        name: `class of ${rows} holders: changed and shown, contradictions counted, p50`,
        unit: 'ms',
        ours: median(whole),
        reference: { what: 'recursive SQL for each holder', value: walk },
        aim: 100,
      },
    ];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const from = performance.now();
  const value = await work();
  return { ms: performance.now() - from, value };
}

/** An information asset, and so many others to hold it. */
function chosen(dir: string, rows: number): [content: number, holders: number[]] {
  const db = new Database(join(dir, 'register.sqlite'), { readonly: true });
  const content = db
    .prepare("select id from asset where kind = 'information' and binned = 0 limit 1")
    .pluck()
    .get() as number;
  const holders = db
    .prepare("select id from asset where kind <> 'information' and binned = 0 and id <> ? limit ?")
    .pluck()
    .all(content, rows) as number[];
  db.close();
  return [content, holders];
}

/** Says that the information is stored on all of them and nowhere else; through the app, which refuses any other way. */
async function linkAll(app: App, content: number, holders: readonly number[]): Promise<void> {
  const fromId = String(content);
  const { links } = await call<AssetDetail>(app, 'asset.get', { id: fromId });
  for (const { id } of links) await call(app, 'link.remove', { id });
  for (const id of holders) await call(app, 'link.add', { type: 'storedOn', fromId, toId: String(id) });
}

function sqlWalk(dir: string, holders: readonly number[]): number {
  const db = new Database(join(dir, 'register.sqlite'), { readonly: true });
  const walk = db.prepare(`with recursive inside (id) as (
      select from_id from asset_link where to_id = ? and type in ('storedOn', 'partOf', 'installedOn', 'handledBy')
      union select l.from_id from asset_link l join inside i on l.to_id = i.id
        where l.type in ('storedOn', 'partOf', 'installedOn', 'handledBy'))
    select max(a.confidentiality) from inside i join asset a on a.id = i.id`);
  const from = performance.now();
  for (const id of holders) walk.get(id);
  const ms = performance.now() - from;
  db.close();
  return ms;
}
