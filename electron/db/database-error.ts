// Turns the driver's errors into ours, with words that say what to do.
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError } from '../core/errors.ts';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Leaves everything that is not a database failure as it is. */
export const toDatabaseError = (error: unknown): unknown => {
  if (error instanceof AppError) return error;
  switch (codeOf(error)) {
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new AppError('database.corrupt', say('errors.databaseCorrupt'), { cause: error });
    case 'SQLITE_FULL':
      return new AppError('database.full', say('errors.diskFull'), {
        cause: error,
      });
    case 'SQLITE_CONSTRAINT':
      return new AppError('record.conflict', say('errors.valueTaken'), {
        cause: error,
      });
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_IOERR':
      return new AppError('database.failed', say('errors.databaseFailed'), { cause: error });
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new AppError('database.failed', say('errors.databaseLocked'), {
        cause: error,
      });
    default:
      return error;
  }
};
