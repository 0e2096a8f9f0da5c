// Which profile a file is: devices replace and remove profiles by their top-level PayloadIdentifier.
import { AppError, isAppError } from '../../core/errors.ts';
import { parsePlistDict, type PlistDict } from '../wire/plist.ts';

const refuse = (why: string, cause?: unknown): AppError =>
  new AppError('input.invalid', `${why} Paste an unsigned configuration profile (.mobileconfig).`, {
    cause,
    fields: { 'command.profile': why },
  });

/** The top-level PayloadIdentifier of an unsigned profile. Throws `input.invalid` for anything else. */
export const profileIdentifierOf = (profile: Uint8Array): string => {
  let dict: PlistDict;
  try {
    dict = parsePlistDict(profile);
  } catch (error) {
    if (isAppError(error, 'plist.invalid')) throw refuse('The profile cannot be read.', error);
    throw error;
  }
  const identifier = dict['PayloadIdentifier'];
  if (typeof identifier === 'string' && identifier !== '') return identifier;
  throw refuse('The profile has no PayloadIdentifier.');
};
