// Times as mails write them: in words of the language, and in the time zone of this computer, which is that of the office.
import type { Language } from '../../shared/locales/text-keys.ts';

const timeIn = (language: 'en-GB' | 'de-DE'): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
const times: Readonly<Record<Language, Intl.DateTimeFormat>> = { en: timeIn('en-GB'), de: timeIn('de-DE') };

/** Such as `Sunday 29 November 2026 at 10:20 CET`. `at` in ms since the epoch. */
export const mailTime = (at: number, language: Language): string => times[language].format(at);
