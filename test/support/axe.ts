import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA, which JIS X 8341-3 is a part of (axe leaves `target-size` out by itself), and what makers agree on. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds of impact serious and critical on the page as it stands, one line for each node, with its HTML and
 * what is wrong with it. Empty: nothing. `rules`: only these, for a second look at what the first has seen.
 */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(AXE);
    // From here on the page has it whenever it is loaded anew: to hand it over takes longer than what it is asked.
    await page.addInitScript({ content: AXE });
  }
  const found = await page.evaluate(
    async ({ tags, only }) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') & { _audit: { rules: Rule[] } } };
      interface Rule {
        readonly id: string;
        readonly impact: string;
        readonly tags: readonly string[];
      }
      // Every rule has one impact, which axe tells only here; what would be dropped below is not asked.
      const grave = ({ impact }: Rule) => impact === 'serious' || impact === 'critical';
      const asked = axe._audit.rules
        .filter((rule) => grave(rule) && rule.tags.some((tag) => tags.includes(tag)))
        .filter((rule) => !rule.tags.includes('experimental') && !rule.tags.includes('deprecated'));
      const values = only ?? asked.map(({ id }) => id);
      // The rules about orientation need the style sheets read anew; nothing here turns.
      const runOnly = { type: 'rule' as const, values: [...values] };
      const results = await axe.run(document, { resultTypes: ['violations'], preload: false, runOnly });
      return results.violations;
    },
    { tags: RULES, only: rules },
  );
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 200)}\n    ${node.failureSummary?.replaceAll('\n', ' ')}`),
    );
}

/** What a keyboard does not get to, and where one does not see that it got there; as HTML of the elements. */
export interface Walk {
  readonly unreached: readonly string[];
  readonly unseen: readonly string[];
  readonly reached: number;
}

/**
 * Tabs once round the page (or the open dialog) and compares what took the focus with what can be operated. The radio
 * buttons of a group count as one stop; what has `tabindex=-1` inside a grid, listbox or radiogroup is operated from
 * there (Space, arrows).
 */
export async function walk(page: Page): Promise<Walk> {
  const first = await tabRound(page);
  // What appears because of the focus (the detail beside the list) is there in the second round.
  return first.unreached.length === 0 ? first : tabRound(page);
}

async function tabRound(page: Page): Promise<Walk> {
  await page.evaluate(() => {
    /** How an element looks, with what may show its focus for it: its label, its frame, the row it stands for. */
    const look = (element: Element) => {
      const active = element.getAttribute('aria-activedescendant');
      const labels = 'labels' in element ? [...((element.labels as NodeList | null) ?? [])] : [];
      const shown = [element, element.parentElement, ...labels, active ? document.getElementById(active) : null];
      return shown
        .filter((one): one is Element => one instanceof Element)
        .map((one) => {
          const style = getComputedStyle(one);
          const outline = style.outlineStyle === 'none' ? '' : `${style.outlineWidth} ${style.outlineColor}`;
          return [outline, style.boxShadow, style.borderColor].join('|');
        })
        .join(' / ');
    };
    const log = { stops: [] as Element[], unseen: new Set<Element>() };
    let last: { element: Element; look: string } | null = null;
    const follow = ({ target }: FocusEvent) => {
      const element = target as Element;
      if (last && last.element !== element && look(last.element) === last.look) log.unseen.add(last.element);
      last = { element, look: look(element) };
      log.stops.push(element);
    };
    document.addEventListener('focusin', follow);
    (document.activeElement as HTMLElement | null)?.blur();
    Object.assign(window, { walkLog: { ...log, end: () => document.removeEventListener('focusin', follow) } });
  });
  let before = -1;
  for (let round = 0; round < 60; round += 1) {
    // Sent in one go: they arrive in order.
    await Promise.all(Array.from({ length: 20 }, () => page.keyboard.press('Tab')));
    const { again, reached } = await page.evaluate(() => {
      const { stops } = (window as unknown as { walkLog: { stops: Element[] } }).walkLog;
      const back = stops.indexOf(stops[0]!, 1) > 0 && stops.lastIndexOf(stops[0]!) < stops.length - 1;
      return { again: back, reached: new Set(stops).size };
    });
    // The first one may be gone meanwhile, with the box that closed as the focus left it: then nothing new comes.
    if (again || reached === before) break;
    before = reached;
  }
  return page.evaluate(() => {
    const { walkLog } = window as unknown as { walkLog: { stops: Element[]; unseen: Set<Element>; end: () => void } };
    const { stops, unseen } = walkLog;
    walkLog.end();
    const scope = document.querySelector('dialog[open]') ?? document.body;
    const words = (element: Element) => element.outerHTML.replace(/\s+/g, ' ').slice(0, 180);
    const sameGroup = (a: Element, b: Element) =>
      a instanceof HTMLInputElement && b instanceof HTMLInputElement && a.type === 'radio' && a.name === b.name;
    const operable = [...scope.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')];
    const wanted = operable.filter((element) => {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(':disabled')) return false;
      if (element.getAttribute('tabindex') !== '-1') return true;
      return element.ariaHidden !== 'true' && !element.closest('[role=grid], [role=listbox], [role=radiogroup]');
    });
    return {
      unreached: wanted
        .filter((element) => !stops.some((stop) => stop === element || sameGroup(stop, element)))
        .map(words),
      unseen: [...unseen].filter((element) => scope.contains(element) && element.isConnected).map(words),
      reached: new Set(stops).size,
    };
  });
}
