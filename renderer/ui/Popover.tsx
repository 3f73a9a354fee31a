import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

interface PopoverProps {
  /** What stands on the button. */
  label: ReactNode;
  /** Name of the panel for those who hear it. */
  name: string;
  buttonClass?: string;
  align?: 'left' | 'right';
  children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel below it. Esc, a click elsewhere or leaving it by Tab closes it. */
export function Popover({
  label,
  name,
  buttonClass = 'button button-normal button-small',
  align = 'left',
  children,
}: PopoverProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    root.current
      ?.querySelector<HTMLElement>('[data-autofocus], .popover-panel input, .popover-panel button, .popover-panel a')
      ?.focus();
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc from whatever is inside closes the panel
    <div
      ref={root}
      className="popover"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open && !event.nativeEvent.isComposing) {
          event.stopPropagation();
          event.preventDefault();
          close();
        }
      }}
      onBlur={(event) => {
        if (open && event.relatedTarget && !root.current?.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className={buttonClass}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {label}
      </button>
      {open && (
        <section id={id} aria-label={name} className={`popover-panel popover-${align}`}>
          {children(close)}
        </section>
      )}
    </div>
  );
}
