import { passwordProblem } from '../../contract/account.ts';
import type { InputOf } from '../../contract/api.ts';
import type { SetupProposal } from '../../contract/register.ts';

export interface GroupDraft {
  /** Row of the form; survives removal of its neighbours. */
  readonly key: number;
  readonly label: string;
  readonly code: string;
  readonly bodyId: string;
}

/** All answers of the guided set-up; one object, so that going back loses nothing. */
export interface SetupDraft {
  readonly unionName: string;
  readonly bodyIds: readonly string[];
  readonly groups: readonly GroupDraft[];
  readonly schemeId: string;
  readonly post: string;
  readonly name: string;
  /** Accounts from the beginning: the person above becomes the first administrator. */
  readonly accounts: boolean;
  readonly password: string;
}

export function draftOf(proposal: SetupProposal): SetupDraft {
  return {
    unionName: '',
    bodyIds: proposal.bodies.map((body) => body.id),
    groups: proposal.groups.map((group, key) => ({ key, ...group })),
    schemeId: proposal.schemes[0]?.id ?? '',
    post: '',
    name: '',
    accounts: false,
    password: '',
  };
}

/** Next unused two-digit code: a union with groups 01 to 03 gets 04. */
export function nextCode(groups: readonly GroupDraft[]): string {
  const used = new Set(groups.map((group) => group.code.trim()));
  for (let n = 1; ; n += 1) {
    const code = String(n).padStart(2, '0');
    if (!used.has(code)) return code;
  }
}

/** Groups that will be made: rows without a name are unused proposals. */
export function wantedGroups(draft: SetupDraft): readonly GroupDraft[] {
  return draft.groups.filter((group) => group.label.trim() !== '' && draft.bodyIds.includes(group.bodyId));
}

/** What is wrong with a step, in Japanese; null: go on. Steps: 0 組合名, 1 実施機関, 2 グループ, 3 分類体系, 4 作成者. */
export function stepProblem(draft: SetupDraft, step: number): string | null {
  if (step === 0 && draft.unionName.trim() === '') return '組合の名前を入れてください。';
  if (step === 1 && draft.bodyIds.length === 0) return '実施機関を一つ以上選んでください。';
  if (step === 2) {
    const groups = wantedGroups(draft);
    if (groups.length === 0) return 'グループを一つ以上入れてください。';
    const codes = groups.map((group) => group.code.trim());
    if (codes.includes('')) return '番号が空いているグループがあります。二けたの番号を入れてください。';
    const twice = codes.find((code, index) => codes.indexOf(code) !== index);
    if (twice) return `番号 ${twice} が二つのグループにあります。別の番号にしてください。`;
  }
  if (step === 3 && draft.schemeId === '') return '分類体系を一つ選んでください。';
  if (step === 4 && draft.accounts) {
    if (draft.name.trim() === '') return '利用者を登録するときは、氏名を入れてください。管理者になります。';
    return passwordProblem(draft.password, [draft.name, draft.post, draft.unionName]);
  }
  return null;
}

export function createInput(draft: SetupDraft): InputOf<'register.create'> {
  return {
    unionName: draft.unionName.trim(),
    bodyIds: [...draft.bodyIds],
    groups: wantedGroups(draft).map(({ label, code, bodyId }) => ({ label: label.trim(), code: code.trim(), bodyId })),
    schemeId: draft.schemeId,
    operator: { name: draft.name.trim(), post: draft.post.trim() },
  };
}
