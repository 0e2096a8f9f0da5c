import { describe, expect, it } from 'vitest';
import { listenerLine } from '../../../electron/shell/listener-line.ts';
import { renderText } from '../../../shared/locales/admin-texts.ts';

describe('the tray line about the listener', () => {
  it.each([
    ['en', 'Listening for devices at https://mdm.office.example:8443'],
    ['de', 'Bereit für Geräte unter https://mdm.office.example:8443'],
  ] as const)('names the address while it listens, in the language %s', (language, line) => {
    const state = { state: 'listening', url: 'https://mdm.office.example:8443' } as const;
    expect(renderText(listenerLine(state), language)).toBe(line);
  });

  it('says so when it is down', () => {
    const line = listenerLine({ state: 'failed', url: 'https://mdm.office.example' });
    expect([line.english, renderText(line, 'de')]).toEqual([
      'Listener could not start',
      'Listener konnte nicht starten',
    ]);
  });
});
