import type { ReactNode } from 'react';
import type { MethodName } from '../../contract/api.ts';
import { Button, type ButtonProps, LinkButton } from '../ui/Button.tsx';
import { useRefusal } from './session.tsx';

/** A button that makes that call; for whoever may not make it, it only says so (contract/access.ts). */
export function ActionButton({ needs, ...rest }: Omit<ButtonProps, 'refusal'> & { needs: MethodName }) {
  return <Button {...rest} refusal={useRefusal(needs)} />;
}

/** A link to a screen that is there for that call. */
export function ActionLink({ needs, href, ...look }: ButtonProps & { needs: MethodName; href: string }) {
  const refusal = useRefusal(needs);
  const { variant = 'normal', small = false, children } = look;
  if (refusal !== null) return <Button {...look} refusal={refusal} />;
  return (
    <LinkButton variant={variant} small={small} href={href} aria-label={look['aria-label']}>
      {children}
    </LinkButton>
  );
}

/** Says above what is only to be read why it is. */
export function RefusalNotice({
  needs,
  children = '見るだけの画面です。変えることは、',
}: {
  needs: MethodName;
  children?: ReactNode;
}) {
  const refusal = useRefusal(needs);
  return (
    refusal !== null && (
      <p className="notice">
        {children}
        {refusal}
      </p>
    )
  );
}

/** Fields that are saved by that call: who may not make it reads them. */
export function PermitFields({ needs, children }: { needs: MethodName; children: ReactNode }) {
  return (
    <fieldset className="fields" disabled={useRefusal(needs) !== null}>
      {children}
    </fieldset>
  );
}
