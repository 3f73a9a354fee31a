import type { ComponentProps } from 'react';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary`: the one main action. `plain`: text only, for the many small ones. `danger`: something goes away. */
  variant?: 'primary' | 'normal' | 'plain' | 'danger';
  small?: boolean;
}

export function Button({ variant = 'normal', small = false, className = '', type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className={`button button-${variant} ${small ? 'button-small' : ''} ${className}`} {...rest} />
  );
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
