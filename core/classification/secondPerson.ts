import type { Approver } from '../../contract/classification.ts';
import { DaichoError } from '../../contract/errors.ts';
import { foldHeading } from '../../contract/japanese/fold.ts';
import { type Context, worker } from '../context.ts';

/** The second of the four eyes, and the account where there are any. */
export interface SecondPerson extends Approver {
  readonly accountId: string | null;
}

/**
 * Who approves: with accounts whoever is logged in, whatever was typed; without them the name that was stated.
 * @throws DaichoError('invalidInput') where a name is needed and none was given
 */
export function approverOf(context: Context, stated: Approver | undefined): SecondPerson {
  if (context.session.isOn()) {
    const { name, post, accountId } = worker(context);
    return { name, post, accountId };
  }
  if (!stated) {
    const message = '承認する人の職名と名前を入れてください。';
    throw new DaichoError('invalidInput', undefined, [{ path: 'approver.name', message }]);
  }
  return { ...stated, accountId: null };
}

/** By account where both have one; else a name is all that tells two people apart. */
export function isSamePerson(
  approver: SecondPerson,
  first: { readonly who: string; readonly account_id: string | null },
): boolean {
  if (approver.accountId !== null && first.account_id !== null) return approver.accountId === first.account_id;
  return foldHeading(first.who) === foldHeading(approver.name);
}
