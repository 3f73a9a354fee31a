import { useState } from 'react';
import { foldForSearch } from '../../contract/japanese/fold.ts';
import { useRegister } from '../registerContext.tsx';
import { hrefScreen } from '../router.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorMessage } from '../ui/ErrorMessage.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { useCall } from '../useCall.ts';
import { changeDraft } from './labelDraft.ts';

/** 場所のラベル: safes, shelves and rooms, with the highest class of what is kept there. */
export function PlaceChoice({ chosen }: { chosen: readonly string[] }) {
  const { labelOf } = useRegister();
  const places = useCall('label.places', {});
  const [words, setWords] = useState('');
  if (places.error) return <ErrorMessage failure={places.error} />;
  if (!places.data) return <p className="muted">場所の中を調べています…</p>;
  if (places.data.length === 0)
    return (
      <EmptyState title="保管・設置場所がありません。">
        <p>
          <a href={hrefScreen('settings', 'lists')}>設定のマスター</a>で、場所を追加してください。
        </p>
      </EmptyState>
    );
  const folded = foldForSearch(words);
  // Places that hold something first; the others are offered, too, for a shelf that is about to be filled.
  const shown = places.data
    .filter((place) => foldForSearch(place.name).includes(folded))
    .toSorted((a, b) => Number(b.assets > 0) - Number(a.assets > 0));
  const ids = shown.map((place) => place.id);
  const all = ids.length > 0 && ids.every((id) => chosen.includes(id));
  const choose = (placeIds: readonly string[]) => changeDraft({ placeIds });
  return (
    <>
      <div className="row">
        <TextInput
          type="search"
          className="labels-search"
          aria-label="場所を探す"
          placeholder="場所を探す"
          value={words}
          onChange={setWords}
        />
        <Button
          small
          disabled={ids.length === 0}
          onClick={() => choose(all ? chosen.filter((id) => !ids.includes(id)) : [...new Set([...chosen, ...ids])])}
        >
          {all ? 'すべて外す' : 'すべて選ぶ'}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="place-list" tabIndex={0} aria-label="ラベルにする場所">
        {shown.map((place) => (
          <label key={place.id} className="check">
            <input
              type="checkbox"
              checked={chosen.includes(place.id)}
              onChange={() =>
                choose(chosen.includes(place.id) ? chosen.filter((id) => id !== place.id) : [...chosen, place.id])
              }
            />
            <span>
              {place.name}
              {place.parentId && <span className="muted small">（{labelOf(place.parentId)}）</span>}
              <span className="place-inside small">
                {place.assets === 0
                  ? '資産はありません'
                  : `${place.assets.toLocaleString('ja-JP')}件　${place.class || '未分類'}`}
              </span>
            </span>
          </label>
        ))}
      </section>
      <p className="form-help">分類は、中にある資産のいちばん高いものです。</p>
    </>
  );
}
