// Turns the driver's errors into ours, with words that say what to do.
import { say } from '../../shared/locales/admin-texts.ts';
import { AppError, isAppError } from '../core/errors.ts';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * A value that another record has, or a record that something refers to: what a person can mend. The driver tells them
 * from the other constraints by words alone; a value of the wrong kind or a rule of a table is our own defect.
 */
const isPersons = (error: unknown): boolean =>
  error instanceof Error && /^SQLITE_CONSTRAINT: (UNIQUE|FOREIGN KEY) constraint failed/.test(error.message);

/** Whether a statement failed for what one row says, so that the others may go on without it. */
export const refusesRow = (error: unknown): boolean =>
  isAppError(error, 'record.conflict') || (!isAppError(error) && codeOf(error) === 'SQLITE_CONSTRAINT');

/** Leaves everything that is not a database failure as it is, and what is a defect of ours. */
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
      return isPersons(error) ? new AppError('record.conflict', say('errors.valueTaken'), { cause: error }) : error;
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
