import { useId } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../../ui/Button.tsx';

interface MoveButtonsProps {
  /** What is moved, for screen readers. */
  name: string;
  first: boolean;
  last: boolean;
  onMove: (by: -1 | 1) => void;
}

/** Up and down in an ordered list; the focus stays with what is moved. */
export function MoveButtons({ name, first, last, onMove }: MoveButtonsProps) {
  const id = useId();
  const move = (by: -1 | 1) => {
    flushSync(() => onMove(by));
    const [same, other] = by < 0 ? ['up', 'down'] : ['down', 'up'];
    const button = document.getElementById(`${id}-${same}`) as HTMLButtonElement | null;
    (button?.disabled ? document.getElementById(`${id}-${other}`) : button)?.focus();
  };
  return (
    <>
      <Button small id={`${id}-up`} aria-label={`${name}を上へ`} disabled={first} onClick={() => move(-1)}>
        ↑
      </Button>
      <Button small id={`${id}-down`} aria-label={`${name}を下へ`} disabled={last} onClick={() => move(1)}>
        ↓
      </Button>
    </>
  );
}
