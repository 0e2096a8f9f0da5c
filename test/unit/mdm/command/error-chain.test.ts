import { describe, expect, it } from 'vitest';
import {
  decodeErrorChain,
  describeErrorChain,
  explainError,
  textOfErrorChain,
} from '../../../../electron/mdm/command/error-chain.ts';
import { renderText } from '../../../../shared/locales/admin-texts.ts';

describe('decodeErrorChain', () => {
  it("puts the device's own words first and adds what the number means", () => {
    const errors = decodeErrorChain([
      {
        ErrorCode: 12021,
        ErrorDomain: 'MCMDMErrorDomain',
        LocalizedDescription: 'Ungültiger Anfragetyp',
        USEnglishDescription: '"Restrictions" is not a valid request type.',
      },
      { ErrorCode: 4009, ErrorDomain: 'MCInstallationErrorDomain', LocalizedDescription: 'Gerät gesperrt' },
    ]);
    expect(errors).toEqual([
      { domain: 'MCMDMErrorDomain', code: 12021, text: '"Restrictions" is not a valid request type.' },
      { domain: 'MCInstallationErrorDomain', code: 4009, text: 'Gerät gesperrt' },
    ]);
    expect(describeErrorChain(errors)).toMatch(
      /^"Restrictions" is not a valid request type\. \(MCMDMErrorDomain 12021\) .* < Gerät gesperrt \(MCInst/,
    );
    expect(renderText(textOfErrorChain(errors) ?? '', 'de')).toBe(
      '"Restrictions" is not a valid request type. (MCMDMErrorDomain 12021) Kein gültiger Befehlstyp. Dieses System oder diese Registrierungsart hat den Befehl nicht. < Gerät gesperrt (MCInstallationErrorDomain 4009) Das Gerät ist gesperrt. Senden Sie den Befehl noch einmal, wenn das Gerät benutzt wird.',
    );
    expect(textOfErrorChain([])).toBeUndefined();
  });

  it('keeps what it can of a chain that is not as it should be', () => {
    expect(decodeErrorChain(undefined)).toEqual([]);
    expect(decodeErrorChain('oops')).toEqual([]);
    expect(decodeErrorChain([7, { ErrorCode: '1', ErrorDomain: 5 }, { ErrorCode: 1n, ErrorDomain: 'X' }])).toEqual([
      { domain: 'unknown', code: 0, text: 'The device gave no text.' },
      { domain: 'X', code: 1, text: 'The device gave no text.' },
    ]);
    expect(decodeErrorChain([{ ErrorCode: 12025, ErrorDomain: 'MCMDMErrorDomain' }])[0]?.text).toBe(
      'The app is already installed',
    );
    expect(explainError('constructor', 1)).toBeUndefined();
  });
});
