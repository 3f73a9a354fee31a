import { useState } from 'react';
import type { AssetDetail } from '../../contract/asset.ts';
import { KIND_DEFINITIONS } from '../../contract/catalogue/index.ts';
import { LINK_TYPES, type LinkView } from '../../contract/link.ts';
import { call } from '../client.ts';
import { hrefAsset } from '../router.ts';
import { ActionButton } from '../session/Permit.tsx';
import { announceChange } from '../undo.ts';
import { complain } from '../useCall.ts';
import { AddLinkDialog } from './AddLinkDialog.tsx';

/** 保存先: …, 保存している情報: … ; the same words together. */
function grouped(links: readonly LinkView[]): readonly (readonly [words: string, links: readonly LinkView[]])[] {
  const groups = new Map<string, LinkView[]>();
  for (const link of links) {
    const words = LINK_TYPES[link.type][link.direction];
    groups.set(words, [...(groups.get(words) ?? []), link]);
  }
  return [...groups];
}

async function remove(link: LinkView): Promise<void> {
  try {
    const { changeId } = await call('link.remove', { id: link.id });
    announceChange(changeId, `「${link.other.name}」とのつながりを外しました。`);
  } catch (error) {
    complain(error);
  }
}

/** つながり: what this asset has to do with others, from both sides. Links are saved at once, apart from the form. */
export function LinksSection({ detail }: { detail: AssetDetail }) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      {detail.links.length === 0 && <p className="muted">つながりはまだありません。</p>}
      {grouped(detail.links).map(([words, links]) => (
        <div key={words} className="link-group">
          <h3>{words}</h3>
          <ul>
            {links.map((link) => (
              <li key={link.id} className="link-row">
                <span className="number link-number">{link.other.number}</span>
                <a href={hrefAsset(link.other.id)}>{link.other.name}</a>
                <span className="muted small">
                  {KIND_DEFINITIONS[link.other.kind].label}
                  {link.other.levels && `　${link.other.levels}`}
                  {link.other.binned && '　ごみ箱にあります'}
                </span>
                <ActionButton
                  needs="link.remove"
                  small
                  variant="plain"
                  aria-label={`${words}「${link.other.name}」とのつながりを外す`}
                  onClick={() => remove(link)}
                >
                  外す
                </ActionButton>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {detail.unresolvedNumbers.length > 0 && (
        <p className="notice">
          取り込んだ台帳に書かれた番号のうち、まだ台帳にないもの：{detail.unresolvedNumbers.join('、')}
        </p>
      )}
      <p className="section-actions">
        <ActionButton needs="link.add" small onClick={() => setAdding(true)}>
          つながりを加える
        </ActionButton>
      </p>
      {adding && <AddLinkDialog detail={detail} onClose={() => setAdding(false)} />}
    </>
  );
}
