// Accessibility defects that a machine can find.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/**
 * What is wrong with what the window shows, a line each: by every rule in the light scheme, and in the dark one by the rules
 * on colours, which are the only ones that a scheme makes a difference to.
 */
export const defects = async (window: Page, where: string): Promise<string[]> => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await window.emulateMedia({ colorScheme });
    await window.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    const axe = new AxeBuilder({ page: window }).setLegacyMode(true);
    const { violations } = await (
      colorScheme === 'light' ? axe.withTags(tags) : axe.withRules(['color-contrast', 'link-in-text-block'])
    ).analyze();
    found.push(
      ...violations.map(
        ({ id, nodes }) =>
          `${where} (${colorScheme}): ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
      ),
    );
  }
  return found;
};
