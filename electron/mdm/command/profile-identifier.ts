// Which profile a file is: devices replace and remove profiles by their top-level PayloadIdentifier.
import { type AdminText, say } from '../../../shared/locales/admin-texts.ts';
import { AppError, isAppError } from '../../core/errors.ts';
import { parsePlistDict, type PlistDict } from '../../wire/plist.ts';

const refuse = (problem: AdminText, cause?: unknown): AppError =>
  new AppError('input.invalid', say('errors.profileFile', { problem }), {
    cause,
    fields: { 'command.profile': problem },
  });

/** The top-level PayloadIdentifier of an unsigned profile. Throws `input.invalid` for anything else. */
export const profileIdentifierOf = (profile: Uint8Array): string => {
  let dict: PlistDict;
  try {
    dict = parsePlistDict(profile);
  } catch (error) {
    if (isAppError(error, 'plist.invalid')) throw refuse(say('fields.unreadableProfile'), error);
    throw error;
  }
  const identifier = dict['PayloadIdentifier'];
  if (typeof identifier === 'string' && identifier !== '') return identifier;
  throw refuse(say('fields.profileWithoutIdentifier'));
};
