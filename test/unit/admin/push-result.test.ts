import { expect, it } from 'vitest';
import { pushResultText } from '../../../electron/admin/devices/push-result.ts';
import { renderText } from '../../../shared/locales/admin-texts.ts';

it.each([
  ['accepted', 'accepted', 'angenommen'],
  ['token-invalid: Unregistered', 'token-invalid: Unregistered', 'Token ungültig: Unregistered'],
  ['unreachable: connect: timeout', 'unreachable: connect: timeout', 'nicht erreichbar: connect: timeout'],
  [
    'push.notConfigured: No push certificate is installed.',
    'no push certificate is installed',
    'kein Push-Zertifikat installiert',
  ],
  // Of an earlier or later version.
  ['constructor: odd', 'constructor: odd', 'constructor: odd'],
])('the stored result %j of a push is put into the words of the reader', (stored, english, german) => {
  const text = pushResultText(stored);
  expect([text.english, renderText(text, 'de')]).toEqual([english, german]);
});
