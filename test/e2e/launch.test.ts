import { expect, test } from 'vitest';
import { launch, needBuiltScreens } from '../support/launch.ts';

test('a quiet page closes without complaint', async () => {
  const { page, close } = await launch();
  await page.getByRole('heading', { name: '今日の仕事' }).waitFor();
  expect(new URL(page.url()).hash).not.toContain('token');
  await close();
});

test('CONTROL: an error on the console, an uncaught one, and a request to elsewhere fail a story', async () => {
  const noisy = async (act: string) => {
    const { page, consoleErrors, close } = await launch();
    await page.getByRole('heading', { name: '今日の仕事' }).waitFor();
    await page.evaluate(act);
    await expect.poll(() => consoleErrors.length).toBeGreaterThan(0);
    await expect(close()).rejects.toThrow('not quiet');
    return consoleErrors.join('\n');
  };
  expect(await noisy("console.error('planted')")).toContain('planted');
  expect(await noisy("setTimeout(() => { throw new Error('planted') })")).toContain('uncaught: planted');
  // The policy refuses it before it leaves; the story hears of it all the same.
  expect(await noisy("new Image().src = 'http://203.0.113.1/x.png'; 0")).toContain('203.0.113.1');
});

test('CONTROL: screens that are missing or older than their sources are refused in words', () => {
  expect(() => needBuiltScreens(null, [1])).toThrow('not there');
  expect(() => needBuiltScreens(1, [2])).toThrow('older');
  expect(() => needBuiltScreens(2, [1])).not.toThrow();
});
