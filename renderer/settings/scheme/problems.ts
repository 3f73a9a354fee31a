import { type Scheme, schemeSchema } from '../../../contract/scheme.ts';

/** What is wrong with a scheme in hand, by place. */
export interface Problems {
  readonly count: number;
  /** The first problem of exactly this place. */
  at(path: string): string | null;
  /** All problems of exactly this place. */
  allAt(path: string): readonly string[];
  /** How many there are at these places and inside them. */
  under(...paths: readonly string[]): number;
}

export interface Problem {
  readonly path: string;
  readonly message: string;
}

const JAPANESE = /[ぁ-んァ-ヶ一-龠]/;

/** Every problem of the scheme as the core would find it when it is saved. */
export function problemsOf(scheme: Scheme): readonly Problem[] {
  return (schemeSchema.safeParse(scheme).error?.issues ?? []).map((issue) => ({
    path: issue.path.join('.'),
    message: JAPANESE.test(issue.message) ? issue.message : wordsOf(issue.code),
  }));
}

function wordsOf(code: string | undefined): string {
  if (code === 'too_big') return '長すぎるか、多すぎます。';
  return code === 'too_small' ? '入れてください。' : '書き方が正しくありません。';
}

export function byPlace(problems: readonly Problem[]): Problems {
  const allAt = (path: string) => problems.filter((one) => one.path === path).map((one) => one.message);
  return {
    count: problems.length,
    at: (path) => allAt(path)[0] ?? null,
    allAt,
    under: (...paths) =>
      problems.filter((one) => paths.some((path) => one.path === path || one.path.startsWith(`${path}.`))).length,
  };
}
