// Draws the console into the page.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { LanguageChoice } from '@shared/ipc/office/preferences.ts';
import { languageOf } from '../lib/language.ts';
import { setArrangements } from '../lib/list-arrangements.ts';
import { setLanguage } from '../lib/texts.ts';
import { call } from '../lib/transport.ts';
import { App } from './app.tsx';

const readPreferences = async (): Promise<LanguageChoice> => {
  try {
    const { language, lists } = await call('preferences.get', {});
    setArrangements(lists);
    return language;
  } catch {
    // A core that does not answer is reported by the console itself.
    return 'system';
  }
};

/** Throws if the page has no place for it. */
export const start = async (): Promise<void> => {
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no element with the id "root".');
  setLanguage(languageOf(await readPreferences(), navigator.languages));
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
};
