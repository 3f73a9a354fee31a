import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { MethodName } from '../../contract/api.ts';
import { KIND_DEFINITIONS, KIND_ORDER } from '../../contract/catalogue/index.ts';
import { foldForSearch } from '../../contract/japanese/fold.ts';
import { call } from '../client.ts';
import { isComposing } from '../keys.ts';
import { namedFirst } from '../namedFirst.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefAsset, hrefAssets, hrefClassify, hrefNewAsset, hrefScreen, navigate } from '../router.ts';
import { SCREEN_NEEDS } from '../session/needs.ts';
import { refusalOf, useSession } from '../session/session.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { redoLast, undoLast } from '../undo.ts';
import { complain, useCall } from '../useCall.ts';

/** Assets shown at most, out of so many that the search finds: those found by number or name come first. */
const SHOWN = 10;
const SEARCHED = 60;

interface Entry {
  readonly key: string;
  readonly group: '資産' | '画面' | '操作';
  readonly label: string;
  readonly hint?: string;
  /** Other words by which it is found. */
  readonly words: string;
  readonly act: () => void;
  /** The call that it is there for; left out for whoever may not make it. */
  readonly needs?: MethodName | undefined;
}

interface PaletteProps {
  onClose: () => void;
  onOpen: (what: 'keys' | 'operator' | 'user') => void;
}

/** Ctrl+K: one box that leads to assets (by number or name), screens and actions. */
export function Palette({ onClose, onOpen }: PaletteProps) {
  const { labelOf } = useRegister();
  const session = useSession();
  const [text, setText] = useState('');
  /** What is searched for: the text without what an input method is still composing. */
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const composing = useRef(false);
  /** Text for which Enter was pressed before its answer came: what is shown still belongs to an earlier one. */
  const entered = useRef<string | null>(null);
  const listId = useId();

  useEffect(() => {
    if (composing.current) return;
    const timer = setTimeout(() => setQuery(text.trim()), 120);
    return () => clearTimeout(timer);
  }, [text]);

  const page = useCall(
    'asset.list',
    query ? { query, limit: SEARCHED, columns: ['number', 'name', 'kind', 'group'] } : null,
  );

  const fixed = useMemo<readonly Entry[]>(() => {
    const go = (label: string, href: string, words: string, needs?: MethodName): Entry => ({
      key: href,
      group: '画面',
      label,
      words,
      needs,
      act: () => navigate(href),
    });
    const act = (label: string, words: string, action: () => void, needs?: MethodName): Entry => ({
      key: label,
      group: '操作',
      label,
      words,
      needs,
      act: action,
    });
    return [
      go('今日の仕事', hrefScreen('today'), 'きょうのしごと ホーム'),
      go('台帳（すべて）', hrefAssets(), 'だいちょう いちらん'),
      ...KIND_ORDER.map((kind) => {
        const definition = KIND_DEFINITIONS[kind];
        return go(
          `台帳：${definition.label}`,
          hrefAssets(kind),
          `だいちょう ${definition.code} ${definition.synonyms.join(' ')}`,
        );
      }),
      go('ラベル', hrefScreen('labels'), 'らべる シール 印刷', SCREEN_NEEDS.labels),
      go('分類する', hrefClassify(), 'ぶんるいする 質問 機密性 完全性 可用性', SCREEN_NEEDS.classify),
      go('取り込み', hrefScreen('import'), 'とりこみ Excel エクセル CSV', SCREEN_NEEDS.import),
      go(
        '台帳の変更の取り込み',
        hrefScreen('import', 'round-trip'),
        'だいちょうのへんこう 往復 Excel 違い 戻す',
        SCREEN_NEEDS.import,
      ),
      go('出力', hrefScreen('export'), 'しゅつりょく Excel エクセル 印刷', SCREEN_NEEDS.export),
      go('点検・履歴', hrefScreen('history'), 'てんけん りれき'),
      go('設定', hrefScreen('settings'), 'せってい マスター 分類体系'),
      go('控え', hrefScreen('settings', 'backup'), 'ひかえ バックアップ 復元 戻す'),
      go('分類体系の切替', hrefScreen('move'), 'ぶんるいたいけいのきりかえ 機密性 移行'),
      go('ごみ箱', hrefAssets('bin'), 'ごみばこ 復元'),
      ...KIND_ORDER.map((kind) =>
        act(
          `新しく登録する：${KIND_DEFINITIONS[kind].label}`,
          `しんき 追加 ${KIND_DEFINITIONS[kind].code}`,
          () => navigate(hrefNewAsset(kind)),
          SCREEN_NEEDS.newAsset,
        ),
      ),
      act('最後の変更を取り消す', 'とりけす もどす undo', () => void undoLast(), 'change.undo'),
      act('取り消したことをやり直す', 'やりなおす redo', () => void redoLast(), 'change.undo'),
      act('作業する人を書きかえる', 'たんとう 氏名 職名', () => onOpen('operator'), 'operator.set'),
      ...(session.state === 'off'
        ? []
        : [
            act('利用者を替える・パスワードを替える', 'りようしゃ ログアウト ロック', () => onOpen('user')),
            act('ロックする', 'ろっく 席を離れる', () => void call('session.lock', {}).catch(complain)),
          ]),
      act('キーの一覧を開く', 'キー ショートカット', () => onOpen('keys')),
    ].filter(({ needs }) => needs === undefined || refusalOf(session, needs) === null);
  }, [onOpen, session]);

  const folded = foldForSearch(query);
  const assets: readonly Entry[] = query
    ? namedFirst(page.data?.rows ?? [], query)
        .slice(0, SHOWN)
        .map((row) => ({
          key: row.id,
          group: '資産',
          label: String(row.values['name'] ?? ''),
          hint: [row.values['number'], KIND_DEFINITIONS[row.kind].label, labelOf(String(row.values['group'] ?? ''))]
            .filter(Boolean)
            .join('　'),
          words: '',
          act: () => navigate(hrefAsset(row.id)),
        }))
    : [];
  const words = folded.split(' ');
  const found = fixed.filter((entry) => {
    const text = foldForSearch(`${entry.label} ${entry.words}`);
    return words.every((word) => text.includes(word));
  });
  // 「設定」 and 「台帳」 mean the screens of that name, even if assets speak of it; one letter means nothing yet.
  const named = found.filter(({ group, label }) => {
    const text = foldForSearch(label);
    return text === folded || (group === '画面' && folded.length > 1 && text.startsWith(folded));
  });
  const entries = [...named, ...assets, ...found.filter((entry) => !named.includes(entry))];
  const current = Math.min(active, entries.length - 1);
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    entry.act();
  };
  /** What is shown belongs to what is searched for. */
  const answered = query === '' || page.answered;
  const enter = () => {
    if (text.trim() === query && answered) return choose(entries[current]);
    entered.current = text.trim();
    setQuery(text.trim());
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer that has come is the reason to look
  useEffect(() => {
    if (entered.current === null || entered.current !== query || !answered) return;
    entered.current = null;
    choose(entries[0]);
  }, [query, answered]);

  return (
    <Dialog title="さがして開く" onClose={onClose}>
      <input
        type="text"
        className="input"
        role="combobox"
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        aria-label="番号・名称・画面・操作"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={current >= 0 ? `${listId}-${current}` : undefined}
        placeholder="番号・名称・画面・操作"
        value={text}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          setQuery(event.currentTarget.value.trim());
        }}
        onChange={(event) => {
          entered.current = null;
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={(event) => {
          if (isComposing(event)) return;
          if (event.key === 'ArrowDown') setActive(Math.min(current + 1, entries.length - 1));
          else if (event.key === 'ArrowUp') setActive(Math.max(current - 1, 0));
          else if (event.key === 'Enter') enter();
          else return;
          event.preventDefault();
        }}
      />
      <div id={listId} role="listbox" aria-label="見つかったもの" className="palette-list">
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text box takes the keys (aria-activedescendant)
          <div
            key={entry.key}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className="palette-entry"
            ref={index === current ? (node) => node?.scrollIntoView({ block: 'nearest' }) : undefined}
            onPointerMove={() => setActive(index)}
            onClick={() => choose(entry)}
          >
            <span className="palette-group">{entry.group}</span>
            <span className="palette-label">{entry.label}</span>
            {entry.hint && <span className="muted small">{entry.hint}</span>}
          </div>
        ))}
        {entries.length === 0 && <p className="muted">見つかりませんでした。</p>}
      </div>
    </Dialog>
  );
}
