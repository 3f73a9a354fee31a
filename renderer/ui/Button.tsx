import { type ComponentProps, type MouseEvent, useLayoutEffect, useRef } from 'react';
import { showToast } from './toast.ts';
import { useOnce } from './useOnce.ts';

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'ref' | 'onClick'> {
  /** Answers with a promise when it takes a while; the button is not pressed again meanwhile. */
  onClick?: (event: MouseEvent<HTMLButtonElement>) => unknown;
  /** `primary`: the one main action. `plain`: text only, for the many small ones. `danger`: something goes away. */
  variant?: 'primary' | 'normal' | 'plain' | 'danger';
  small?: boolean;
  /**
   * Why whoever works here may not do this, in words; null: they may. A refused button can be reached and says why, on
   * hover, to a screen reader, and when it is pressed.
   */
  refusal?: string | null;
}

export function Button({
  variant = 'normal',
  small = false,
  className = '',
  type = 'button',
  refusal = null,
  onClick,
  ...rest
}: ButtonProps) {
  const press = useOnce((event: MouseEvent<HTMLButtonElement>) => onClick?.(event));
  const ref = useRef<HTMLButtonElement>(null);
  const hadFocus = useRef(false);
  const disabled = rest.disabled === true;
  // A button that waits for what it started loses the focus; nobody who works by keyboard should have to look for it.
  useLayoutEffect(() => {
    if (disabled) {
      hadFocus.current = document.activeElement === ref.current;
      return;
    }
    if (hadFocus.current && document.activeElement === document.body) ref.current?.focus({ preventScroll: true });
    hadFocus.current = false;
  }, [disabled]);
  const look = `button button-${variant} ${small ? 'button-small' : ''} ${className}`;
  if (refusal !== null)
    return (
      <button
        ref={ref}
        {...rest}
        type="button"
        className={look}
        disabled={false}
        aria-disabled="true"
        title={refusal}
        onClick={() => showToast(refusal)}
      />
    );
  return <button ref={ref} type={type} className={look} {...rest} onClick={press} />;
}

/** A link that looks like a button: for going somewhere, where a button would be for doing something. */
export function LinkButton({
  variant = 'normal',
  small = false,
  className = '',
  ...rest
}: ComponentProps<'a'> & Pick<ButtonProps, 'variant' | 'small'>) {
  return <a className={`button button-${variant} ${small ? 'button-small' : ''} ${className}`} {...rest} />;
}
