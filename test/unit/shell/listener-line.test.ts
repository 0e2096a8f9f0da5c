import { describe, expect, it } from 'vitest';
import { listenerLine } from '../../../electron/shell/listener-line.ts';

describe('the tray line about the listener', () => {
  it('names the address while it listens', () => {
    expect(listenerLine({ state: 'listening', url: 'https://mdm.office.example:8443' })).toBe(
      'Listening for devices at https://mdm.office.example:8443',
    );
  });

  it('says so when it is down', () => {
    expect(listenerLine({ state: 'failed', url: 'https://mdm.office.example' })).toBe('Listener could not start');
  });
});
