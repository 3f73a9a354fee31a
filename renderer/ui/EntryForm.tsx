import type { ComponentProps } from 'react';
import { useOnce } from './useOnce.ts';

/**
 * A form to fill in (a 様式 is contract/form.ts), sent by Enter or its submit button, once at a time. What is wrong in it is
 * said by its fields, in our words.
 */
export function EntryForm({
  onSubmit,
  ...rest
}: Omit<ComponentProps<'form'>, 'onSubmit'> & {
  /** Answers with a promise when it takes a while. */
  onSubmit: () => unknown;
}) {
  const submit = useOnce(onSubmit);
  return (
    <form
      noValidate
      {...rest}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    />
  );
}
