import { choosePath } from '../client.ts';
import { Button } from '../ui/Button.tsx';
import { complain } from '../useCall.ts';

interface ChooseButtonProps {
  what: 'folder' | 'backup';
  label: string;
  disabled?: boolean;
  onChoose: (path: string) => void;
}

/** Opens the system's own choice of a folder or file; where there is none (in a browser), the path is typed. */
export function ChooseButton({ what, label, disabled = false, onChoose }: ChooseButtonProps) {
  if (!choosePath) return null;
  const choose = () => choosePath!(what).then((path) => path !== null && onChoose(path), complain);
  return (
    <Button disabled={disabled} aria-label={label} onClick={choose}>
      選ぶ…
    </Button>
  );
}
