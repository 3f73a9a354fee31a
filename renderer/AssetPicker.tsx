import { type ComponentProps, useState } from 'react';
import type { AssetRow } from '../contract/asset.ts';
import { namedFirst } from './namedFirst.ts';
import { Combobox } from './ui/Combobox.tsx';
import { useCall } from './useCall.ts';

/** Offered at most, out of so many that the search finds: those found by number or name come first. */
const SHOWN = 20;
const SEARCHED = 60;

const labelOf = (row: AssetRow) => String(row.values['name'] ?? '');

interface AssetPickerProps extends Omit<ComponentProps<typeof Combobox>, 'options' | 'onChange' | 'search'> {
  /** `null`: none. */
  onPick: (asset: AssetRow | null) => void;
  /** Not offered: the asset that the choice is made for. */
  except?: string;
  /** Small words beside the name; the number if left out. */
  hintOf?: (row: AssetRow) => string;
}

/** One asset of the register, found by writing a part of its number or name. */
export function AssetPicker({
  value,
  onPick,
  except,
  hintOf = (row) => String(row.values['number'] ?? ''),
  ...rest
}: AssetPickerProps) {
  const [asked, setAsked] = useState('');
  // The chosen one stays known while the search goes on to other words.
  const [chosen, setChosen] = useState<AssetRow | null>(null);
  const found = useCall('asset.list', { query: asked, limit: SEARCHED, columns: ['number', 'name'] });
  const rows = namedFirst(found.data?.rows ?? [], asked)
    .filter((row) => row.id !== except)
    .slice(0, SHOWN);
  return (
    <Combobox
      {...rest}
      value={value}
      options={rows.map((row) => ({ value: row.id, label: labelOf(row), hint: hintOf(row) }))}
      {...(chosen?.id === value ? { chosenLabel: labelOf(chosen) } : {})}
      search={{ ask: setAsked, answered: found.answered }}
      onChange={(id) => {
        const picked = rows.find((row) => row.id === id) ?? null;
        setChosen(picked);
        onPick(picked);
      }}
    />
  );
}
