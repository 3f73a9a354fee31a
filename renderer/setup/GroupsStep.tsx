import { useRef } from 'react';
import type { SetupProposal } from '../../contract/register.ts';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { type GroupDraft, nextCode } from './draft.ts';
import type { StepProps } from './steps.tsx';

/** グループ: code, name and body of each, from proposals; rows can be added and taken away. */
export function GroupsStep({ draft, change, proposal }: StepProps & { proposal: SetupProposal }) {
  const table = useRef<HTMLTableElement>(null);
  const bodies = proposal.bodies.filter((body) => draft.bodyIds.includes(body.id));
  const rows = draft.groups.filter((group) => draft.bodyIds.includes(group.bodyId));
  const edit = (key: number, part: Partial<GroupDraft>) =>
    change({ groups: draft.groups.map((group) => (group.key === key ? { ...group, ...part } : group)) });
  const add = () => {
    const key = Math.max(0, ...draft.groups.map((group) => group.key)) + 1;
    change({
      groups: [...draft.groups, { key, label: '', code: nextCode(draft.groups), bodyId: bodies[0]?.id ?? '' }],
    });
    // The new row is drawn after this event.
    requestAnimationFrame(() => table.current?.querySelector<HTMLElement>(`[data-name="${key}"]`)?.focus());
  };
  const remove = (index: number) => {
    const gone = rows[index]!;
    const next = rows[index + 1] ?? rows[index - 1];
    change({ groups: draft.groups.filter((group) => group.key !== gone.key) });
    // The pressed button goes with its row: the keyboard goes on in the neighbour.
    table.current?.querySelector<HTMLElement>(`[data-name="${next?.key}"]`)?.focus();
  };
  return (
    <>
      <p>資産を受け持つ部署です。番号は資産番号（例：HW-2026-01-0001 の 01）に使います。使わない行は消してください。</p>
      <table ref={table} className="table setup-groups">
        <thead>
          <tr>
            <th scope="col">番号</th>
            <th scope="col">グループの名前</th>
            <th scope="col">実施機関</th>
            <th scope="col">
              <span className="visually-hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((group, index) => (
            <tr key={group.key}>
              <td>
                <TextInput
                  aria-label={`${index + 1}行目の番号`}
                  inputMode="numeric"
                  maxLength={10}
                  value={group.code}
                  onChange={(code) => edit(group.key, { code })}
                />
              </td>
              <td>
                <TextInput
                  aria-label={`${index + 1}行目のグループの名前`}
                  data-name={group.key}
                  data-autofocus={index === 0 ? true : undefined}
                  maxLength={100}
                  value={group.label}
                  onChange={(label) => edit(group.key, { label })}
                />
              </td>
              <td>
                <Select
                  aria-label={`${index + 1}行目の実施機関`}
                  value={group.bodyId}
                  options={bodies.map((body) => ({ value: body.id, label: body.label }))}
                  onChange={(bodyId) => edit(group.key, { bodyId })}
                />
              </td>
              <td>
                <Button
                  small
                  variant="plain"
                  aria-label={`${group.label || `${index + 1}行目`}を消す`}
                  onClick={() => remove(index)}
                >
                  消す
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <Button small onClick={add}>
          行を足す
        </Button>
      </div>
    </>
  );
}
