import type { LinkType } from '../../contract/link.ts';
import { nameOf } from '../../db/assets.ts';
import type { Recorder } from '../change.ts';
import { type Context, opened } from '../context.ts';

/**
 * History of a link: a row at each of its two assets, so that both pages tell of it. `$link:` stands at the first
 * asset and is what a replay counts; `$linked:` is its mirror at the second.
 */
export function recordLink(
  context: Context,
  recorder: Recorder,
  what: 'add' | 'remove',
  type: LinkType,
  fromId: number,
  toId: number,
): void {
  const words = (id: number) => {
    const { number, name } = nameOf(opened(context).db, id);
    return `${number} ${name}`;
  };
  const put = (id: number, field: string, other: number) => {
    const text = words(other);
    if (what === 'add') recorder.record('asset', id, field, null, String(other), { after: text });
    else recorder.record('asset', id, field, String(other), null, { before: text });
  };
  put(fromId, `$link:${type}`, toId);
  put(toId, `$linked:${type}`, fromId);
}
