import { ActionButton } from './Permit.tsx';

interface RowActionProps extends Pick<Parameters<typeof ActionButton>[0], 'needs'> {
  /** What the row is called: the button's own words would not say which one. */
  of: string;
  /** Between the two: 「用紙」の写しを作る. */
  particle?: 'を' | 'の';
  does: string;
  onClick: () => void;
}

/** A small button in a row of a list; whoever hears it only hears the row's name, too. */
export function RowAction({ needs, of, particle = 'を', does, onClick }: RowActionProps) {
  return (
    <ActionButton needs={needs} small variant="plain" aria-label={`${of}${particle}${does}`} onClick={onClick}>
      {does}
    </ActionButton>
  );
}
