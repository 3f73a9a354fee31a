import { Dialog } from '../ui/Dialog.tsx';

const KEYS: readonly { readonly where: string; readonly keys: readonly (readonly [string, string])[] }[] = [
  {
    where: 'どこでも',
    keys: [
      ['Ctrl+K', '番号・名称・画面をさがして開く'],
      ['Ctrl+N', '新しい資産を登録する'],
      ['Ctrl+Z', '最後の変更を取り消す（文字の入力中は文字を戻す）'],
      ['Ctrl+Y', '取り消したことをやり直す'],
      ['Ctrl+P', 'ラベルを作る'],
      ['Ctrl+Shift+L', '画面をロックする（利用者を登録しているとき）'],
      ['?', 'この一覧を開く'],
      ['Esc', '閉じる・戻る'],
    ],
  },
  {
    where: '台帳の一覧',
    keys: [
      ['Ctrl+F', 'この一覧を絞る'],
      ['↑ ↓ PageUp PageDown', '行を移る'],
      ['Ctrl+Home Ctrl+End', '最初・最後の行へ'],
      ['Space', '行を選ぶ（Shiftを押しながらで続きの行も）'],
      ['Ctrl+A', '表示中の条件に合う資産をすべて選ぶ'],
      ['Enter F2', '資産を開く'],
      ['Delete', '選んだ資産をごみ箱へ移す'],
      ['Ctrl+Enter', 'ごみ箱で、選んだ資産を台帳へ戻す'],
      ['Esc', '選択をやめる'],
    ],
  },
  {
    where: '資産のページ',
    keys: [
      ['Ctrl+S', '保存・登録する'],
      ['Ctrl+D', '複製する'],
      ['Alt+↑ Alt+↓', '一覧の前・次の資産へ'],
      ['1 ～ 5', '分類の欄で、段階を上から選ぶ'],
      ['Esc', '一覧へ戻る'],
    ],
  },
  {
    where: '分類する',
    keys: [
      ['1 ～ 9', '答えを上から選び、次の質問へ'],
      ['0 ?', '「わからない」（厳しいほうに合わせる）'],
      ['↑ ↓', '前・次の質問へ'],
      ['Enter Ctrl+S', 'この分類に決める'],
      ['Alt+↓', 'あとで決めて、次の資産へ'],
      ['Esc', '前の画面へ戻る'],
    ],
  },
  {
    where: '分類体系の切替（ほかは「分類する」と同じ）',
    keys: [
      ['Enter', '決めて、次の資産へ'],
      ['Shift+Enter', '同じような資産もまとめて決める'],
      ['Alt+↑ Alt+↓', '前の資産へ・あとで決めて次へ'],
    ],
  },
];

/** The list of keys. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="キーの一覧" size="large" onClose={onClose}>
      <div className="key-columns">
        {KEYS.map(({ where, keys }) => (
          <section key={where}>
            <h3>{where}</h3>
            <dl className="key-list">
              {keys.map(([key, what]) => (
                <div key={key}>
                  <dt>
                    {key.split(' ').map((one) => (
                      <kbd key={one}>{one}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
