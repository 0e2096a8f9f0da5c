// Moving about in the console.
import type { Page } from 'playwright/test';
import { expect } from '../fixtures.ts';

/** Opens a page by the navigation and waits until its heading says so. */
export const openPage = async (window: Page, name: string): Promise<void> => {
  await window.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await expect(window.getByRole('heading', { level: 1 })).toHaveText(name);
};
