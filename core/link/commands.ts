import type { ParsedInputOf } from '../../contract/api.ts';
import type { Changed } from '../../contract/asset.ts';
import { DaichoError } from '../../contract/errors.ts';
import { LINK_TYPES, type LinkType } from '../../contract/link.ts';
import { nameOf } from '../../db/assets.ts';
import { deleteLink, insertLink, linkBetween, linkById } from '../../db/links.ts';
import { assetRecord } from '../asset/store.ts';
import { change } from '../change.ts';
import { closesCircle } from '../classification/rollup.ts';
import { type Context, opened } from '../context.ts';
import { recordLink } from './record.ts';

/**
 * Links two assets.
 * @throws DaichoError('linkCycle') where the class would travel in a circle, ('alreadyThere') for a link that exists
 */
export function addLink(context: Context, input: ParsedInputOf<'link.add'>): Changed & { id: string } {
  const { db } = opened(context);
  const fromId = Number(input.fromId);
  const toId = Number(input.toId);
  assetRecord(context, fromId);
  assetRecord(context, toId);
  if (fromId === toId) throw new DaichoError('invalidInput', '自分自身とはつなげません。');
  if (linkBetween(db, input.type, fromId, toId))
    throw new DaichoError('alreadyThere', 'このつながりは、すでにあります。');
  if (LINK_TYPES[input.type].carriesClass && closesCircle(db, fromId, toId)) {
    const words = (id: number) => `「${nameOf(db, id).name}」`;
    throw new DaichoError('linkCycle', `${words(toId)}は、すでに${words(fromId)}の中に入っています。`);
  }
  const { value, changeId } = change(context, { action: 'つながりの追加' }, (recorder) => {
    const { id } = insertLink(db, input.type, fromId, toId);
    recordLink(context, recorder, 'add', input.type, fromId, toId);
    return id;
  });
  return { id: String(value), changeId, changed: 1 };
}

export function removeLink(context: Context, idText: string): Changed {
  const { db } = opened(context);
  const link = linkById(db, Number(idText));
  if (!link) throw new DaichoError('notFound');
  const { changeId } = change(context, { action: 'つながりの削除' }, (recorder) => {
    deleteLink(db, link.id);
    recordLink(context, recorder, 'remove', link.type as LinkType, link.from_id, link.to_id);
  });
  return { changeId, changed: 1 };
}
