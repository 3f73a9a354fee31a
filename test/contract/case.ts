import type { InputOf, MethodName, ResultOf } from '../../contract/api.ts';

/** What earlier cases made and later ones need. */
export interface Made {
  assets: { id: string; changeId: string }[];
  revision: number;
  master: string;
  ownField: string;
  link: string;
  jobId: string;
  read: ResultOf<'importing.read'> | null;
  /** Whatever one slice's cases keep for each other. */
  readonly more: Record<string, string>;
}

export interface Case<N extends MethodName> {
  /** Another register than the one that all cases share: one that cannot be worked on. */
  readonly on?: 'older' | 'restore';
  /** Calls that make what the good input needs; `send` throws where one fails. */
  readonly before?: (
    send: <M extends MethodName>(method: M, input: InputOf<M>) => Promise<ResultOf<M>>,
    made: Made,
  ) => Promise<void>;
  /** Input that must succeed; may keep what it needs of earlier results. */
  readonly good: (made: Made) => InputOf<N>;
  /** Looks at the result (of the job, for a job) and keeps what later cases need. */
  readonly keep?: (value: ResultOf<N>, made: Made) => void;
  /** Input that must be refused, with its code. */
  readonly bad: (made: Made) => unknown;
  readonly code: string;
}

/** The cases of one slice. */
export type Cases = { readonly [N in MethodName]?: Case<N> };

export const asset = (made: Made, i: number) => made.assets[i]?.id ?? 'none';
export const nothing = { good: () => ({}), bad: () => 'no object', code: 'invalidInput' } as const;
export const unknownId = { id: '999999' };
