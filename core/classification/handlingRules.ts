import type { Kind } from '../../contract/catalogue/index.ts';
import type { HandlingCard } from '../../contract/classification.ts';
import { ACTS, type Act, type AXES, aboveLowest, dutiesOf, type Levels, type Scheme } from '../../contract/scheme.ts';
import { markRules, type Verdict } from './handlingMarks.ts';

/** What the 取扱いカード is made of, all of it pure data. */
export interface HandlingFacts {
  readonly kind: Kind;
  readonly scheme: Scheme;
  /** Effective levels: own class and that of the content, whichever is stricter. Null where nobody has decided. */
  readonly levels: Levels;
  /** Codes of duties that this asset is freed from (D15). */
  readonly waived: readonly string[];
  readonly marks: readonly { readonly id: string; readonly label: string }[];
  /** Item id of the list `zone`. */
  readonly zone: string | null;
  /** 職名 of the one who permits: the 情報セキュリティ管理者 of this asset; '' when not stated. */
  readonly responsiblePost: string;
  /** 保管・設置場所 in words; ''. */
  readonly place: string;
  /** 5年（令和14年3月31日まで）; ''. */
  readonly retention: string;
  /** 4時間以内; ''. */
  readonly recoveryTarget: string;
  /** Tier of erasure of a device or medium (D12); null where it holds no data of its own. */
  readonly eraseTier: '1' | '2' | '3' | null;
  /** 複写・持出の要許可 of a document: item id; null. */
  readonly copyPermission: string | null;
}

type Sections = HandlingCard['sections'];

/** A sentence under one act. `verdict` null: a fact worth knowing, which binds nobody. */
interface Rule {
  readonly act: Act;
  readonly verdict: Verdict | null;
  readonly text: string;
  readonly source: string;
  /** A way out of what is forbidden is named in it, so the conditions below it still count. */
  readonly exception?: boolean;
}

const TITLES: Readonly<Record<Act, string>> = {
  use: '使う',
  copy: '複製する',
  carry: '持ち出す',
  send: '送る',
  keep: '保管する',
  dispose: '捨てる',
  backup: '控えを取る',
};

/** The strictest level of each axis that is not hidden from choice: how an asset is treated until it is classed. */
export function strictestLevels(scheme: Scheme): Levels {
  const top = (axis: (typeof AXES)[number]) =>
    [...scheme.axes[axis].levels].filter((level) => !level.hidden).sort((a, b) => b.rank - a.rank)[0]?.code ?? null;
  return { confidentiality: top('confidentiality'), integrity: top('integrity'), availability: top('availability') };
}

/** Levels as the card treats them: the strictest one where nobody has decided yet. */
export function treatedLevels(scheme: Scheme, levels: Levels): Levels {
  const strictest = strictestLevels(scheme);
  return {
    confidentiality: levels.confidentiality ?? strictest.confidentiality,
    integrity: levels.integrity ?? strictest.integrity,
    availability: levels.availability ?? strictest.availability,
  };
}

/** The seven acts with what holds for each: always all seven, in one order. */
export function handlingSections(facts: HandlingFacts): Sections {
  const rules = [
    ...zoneRules(facts),
    ...permissionRules(facts),
    ...facts.marks.flatMap(({ id, label }): Rule[] =>
      markRules(id, label, permissionOf(facts)).map((rule) => ({ ...rule, source: label })),
    ),
    ...documentRules(facts),
    ...dutyRules(facts),
    ...disposalRules(facts),
    ...factLines(facts),
  ];
  return ACTS.map((act) =>
    section(
      act,
      TITLES[act],
      rules.filter((rule) => rule.act === act),
    ),
  );
}

function section(act: Act, title: string, rules: readonly Rule[]): Sections[number] {
  const forbidding = rules.filter((rule) => rule.verdict === 'forbidden');
  const verdict =
    forbidding.length > 0 ? 'forbidden' : rules.some((rule) => rule.verdict === 'conditional') ? 'conditional' : 'free';
  // How to do what must not be done would only confuse, unless there is a way to be allowed it.
  const shown =
    verdict === 'forbidden' && !forbidding.some((rule) => rule.exception)
      ? rules.filter((rule) => rule.verdict !== 'conditional')
      : rules;
  const order = (rule: Rule) => (rule.verdict === 'forbidden' ? 0 : rule.verdict === 'conditional' ? 1 : 2);
  const lines = [...shown].sort((a, b) => order(a) - order(b)).map(({ text, source }) => ({ text, source }));
  if (verdict === 'free') lines.unshift({ text: '特別な決まりはありません。', source: '' });
  return { act, title, verdict, lines: merged(lines) };
}

/** One sentence once, with all its sources. */
function merged(lines: readonly { text: string; source: string }[]): { text: string; source: string }[] {
  const byText = Map.groupBy(lines, (line) => line.text);
  return [...byText].map(([text, same]) => ({
    text,
    source: [...new Set(same.map((line) => line.source))].filter(Boolean).join('・'),
  }));
}

/** Above the lowest level: 機密性2以上 of the guideline (domain.md §3 ⑦ to ⑩). */
function isSecret({ scheme, levels }: HandlingFacts): boolean {
  return aboveLowest(scheme, 'confidentiality', treatedLevels(scheme, levels).confidentiality);
}

const permissionOf = ({ responsiblePost }: HandlingFacts) =>
  responsiblePost ? `情報セキュリティ管理者（${responsiblePost}）の許可` : '情報セキュリティ管理者の許可';

/** policy 6(3)ア: no communication with other zones, and carrying out is blocked; the CISO may make an exception (D13). */
function zoneRules({ zone }: HandlingFacts): Rule[] {
  if (zone !== 'zone.myNumber') return [];
  const source = 'D13・基本方針6(3)ア';
  return [
    {
      act: 'carry',
      verdict: 'forbidden',
      text: '個人番号利用事務系のものなので、持ち出せません。最高情報セキュリティ責任者が例外を認めて記録したときだけ、次の決まりを守って持ち出せます。',
      source,
      exception: true,
    },
    {
      act: 'send',
      verdict: 'conditional',
      text: '個人番号利用事務系の外（LGWAN接続系、インターネット接続系など）へは送りません。',
      source: '基本方針6(3)ア',
    },
  ];
}

/** ⑧ to ⑩ of domain.md §3, and ①: a copy is treated as its origin. */
function permissionRules(facts: HandlingFacts): Rule[] {
  if (!isSecret(facts)) return [];
  const permission = permissionOf(facts);
  return [
    { act: 'carry', verdict: 'conditional', text: `持ち出す前に、${permission}を得ます。`, source: 'D13・⑧運搬' },
    { act: 'send', verdict: 'conditional', text: `組合の外に渡す前に、${permission}を得ます。`, source: '⑨提供' },
    { act: 'copy', verdict: 'conditional', text: '写しも、元と同じ分類で扱います。', source: '①管理責任' },
  ];
}

function dutyRules({ scheme, levels, waived }: HandlingFacts): Rule[] {
  const codes = dutiesOf(scheme, treatedLevels(scheme, levels)).filter((code) => !waived.includes(code));
  return codes.flatMap((code) => {
    const duty = scheme.duties.find((one) => one.code === code);
    return (duty?.acts ?? []).map(
      (act): Rule => ({ act, verdict: 'conditional', text: duty!.plain || `${duty!.text}。`, source: code }),
    );
  });
}

/** 複写・持出の要許可 of system documents (domain.md §5.3 DOC). */
function documentRules(facts: HandlingFacts): Rule[] {
  const source = '複写・持出の要許可';
  if (facts.copyPermission === 'copyPermission.forbidden')
    return [
      { act: 'copy', verdict: 'forbidden', text: '写しを作ってはいけません。', source },
      { act: 'carry', verdict: 'forbidden', text: '庁舎の外へ持ち出してはいけません。', source },
    ];
  if (facts.copyPermission === 'copyPermission.needed')
    return [
      { act: 'copy', verdict: 'conditional', text: `写しを作る前に、${permissionOf(facts)}を得ます。`, source },
      { act: 'carry', verdict: 'conditional', text: `持ち出す前に、${permissionOf(facts)}を得ます。`, source },
    ];
  return [];
}

/** domain.md §3.1 in plain words: what has to be done with the data on a device before it goes. */
const ERASING = {
  '1': '庁舎の中でデータを消し、そのあと記憶装置を物理的に壊します（分解・粉砕・溶解・焼却・細断など）。両方を記録します。',
  '2': '庁舎の中で、復元できないようにデータを消します。事業者に任せるときは、研究所の設備でも戻せない方法で消します。',
  '3': '庁舎の中で、ふつうの復元ソフトでは戻せないようにデータを消します。',
} as const;

function disposalRules(facts: HandlingFacts): Rule[] {
  const { eraseTier } = facts;
  const rules: Rule[] = [];
  if (eraseTier !== null) {
    rules.push(
      { act: 'dispose', verdict: 'conditional', text: ERASING[eraseTier], source: `D12 消去区分${eraseTier}` },
      {
        act: 'dispose',
        verdict: 'conditional',
        text: '初期化（フォーマット）だけでは足りません。リースで返すときも同じです。',
        source: 'D12',
      },
    );
  }
  if (isSecret(facts) || eraseTier !== null) {
    rules.push({
      act: 'dispose',
      verdict: 'conditional',
      text: `${permissionOf(facts)}を得て捨て、日時・担当者・処理の内容を記録します。`,
      source: '⑩廃棄',
    });
  }
  return rules;
}

/** What the register knows and the person with the thing in hand should too. */
function factLines({ place, retention, recoveryTarget }: HandlingFacts): Rule[] {
  return [
    ...(place ? [{ act: 'keep', verdict: null, text: `置き場所は「${place}」です。`, source: '' } as const] : []),
    ...(retention
      ? [{ act: 'dispose', verdict: null, text: `保存期間は${retention}です。`, source: '' } as const]
      : []),
    ...(recoveryTarget
      ? [{ act: 'backup', verdict: null, text: `目標復旧時間は「${recoveryTarget}」です。`, source: '' } as const]
      : []),
  ];
}
