// A small window, and one that is zoomed: nothing is cut off, and what has no room folds into a button.
import type { Page } from 'playwright/test';
import { callThrough, expect, test } from './fixtures.ts';

/** The window's pixels; a zoom of 150 or 200 % leaves the page that part of them. */
const rooms = [
  { zoom: 1, width: 1024, height: 700 },
  { zoom: 1.5, width: 683, height: 467 },
  { zoom: 2, width: 512, height: 350 },
] as const;

const paths = [
  '/',
  '/notifications',
  '/users',
  '/users/add',
  '/user-groups',
  '/user-groups/all-users',
  '/user-settings',
  '/devices',
  '/enroll',
  '/ldap',
  '/entra',
  '/mail',
  '/server',
  '/business-manager',
  '/audit-trail',
];

const goTo = async (window: Page, path: string): Promise<void> => {
  await window.evaluate((to) => {
    location.hash = `#${to}`;
  }, path);
  await window.getByRole('heading', { level: 1 }).waitFor();
};

test('no page is wider than a small or zoomed window, and no field is crushed', async ({ window }) => {
  await callThrough(window, 'users.create', {
    email: 'maximiliane.oberhauser@office.example',
    username: 'maximiliane.oberhauser@office.example',
    firstName: 'Maximiliane',
    lastName: 'Oberhauser',
    displayName: 'Maximiliane Oberhauser',
  });
  const cut: string[] = [];
  for (const { zoom, width, height } of rooms) {
    await window.setViewportSize({ width, height });
    for (const path of paths) {
      await goTo(window, path);
      const over = await window
        .getByRole('main')
        .evaluate((main) => Math.max(main.scrollWidth - main.clientWidth, document.body.scrollWidth - innerWidth));
      if (over > 0) cut.push(`${path} at ${zoom * 100} %: ${over}`);
      const crushed = await window
        .getByRole('main')
        .evaluate((main) =>
          [...main.querySelectorAll('input:not([type="checkbox"], [type="radio"]), textarea:not([aria-hidden])')]
            .filter((field) => field.clientWidth > 0 && field.clientWidth < 60 && !field.matches('[aria-hidden]'))
            .map((field) => field.id),
        );
      cut.push(...crushed.map((field) => `${path} at ${zoom * 100} %: ${field} is crushed`));
    }
  }
  expect(cut).toEqual([]);
});

test('filters, views and the navigation fold into a button each, and work from there', async ({ window }) => {
  for (const name of ['Anna', 'Ben']) {
    const email = `${name.toLowerCase()}@office.example`;
    await callThrough(window, 'users.create', {
      email,
      username: email,
      firstName: name,
      lastName: 'Berg',
      displayName: `${name} Berg`,
    });
  }
  await window.setViewportSize({ width: 512, height: 350 });
  await expect(window.getByRole('navigation')).toHaveCount(0);
  await window.getByRole('button', { name: 'Open navigation' }).click();
  await window.getByRole('navigation').getByRole('link', { name: 'Users', exact: true }).click();
  await expect(window.getByRole('navigation')).toHaveCount(0);

  // The e-mail is also what they sign in with: it is not told twice.
  const users = window.getByRole('grid', { name: 'Users' });
  await expect(users).toContainText('anna@office.example');
  await expect(users.getByRole('columnheader', { name: 'Username' })).toHaveCount(0);

  const fold = window.getByRole('button', { name: 'Filters and views' });
  await expect(window.getByRole('button', { name: 'Views', exact: true })).toHaveCount(0);
  await fold.click();
  const folded = window.getByRole('dialog', { name: 'Filters and views' });
  const box = await folded.boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(512);
  await folded.getByRole('button', { name: 'Invite Status' }).click();
  await window.getByRole('menuitemcheckbox', { name: 'Completed' }).click();
  await window.keyboard.press('Escape');
  await folded.getByRole('button', { name: 'Advanced Search' }).click();
  const search = window.getByRole('dialog', { name: 'Advanced Search' });
  const removeRule = search.getByRole('button', { name: 'Remove Rule 1' });
  expect(((await removeRule.boundingBox())?.x ?? 0) + 20).toBeLessThan(480);
  await search.getByRole('button', { name: 'Cancel' }).click();
  await expect(search).toHaveCount(0);
  await window.keyboard.press('Escape');
  await expect(folded).toHaveCount(0);
  await expect(window.getByRole('main').getByText('Invite Status: Completed')).toBeVisible();
  await expect(window.getByRole('main')).not.toContainText('Anna Berg');

  await window.setViewportSize({ width: 1280, height: 800 });
  await expect(window.getByRole('button', { name: 'Views', exact: true })).toBeVisible();
  await expect(window.getByRole('navigation')).toBeVisible();
});
