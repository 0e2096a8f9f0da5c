// Turns the driver's errors into ours, with words that say what to do.
import { AppError } from '../core/errors.ts';

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Leaves everything that is not a database failure as it is. */
export const toDatabaseError = (error: unknown): unknown => {
  if (error instanceof AppError) return error;
  switch (codeOf(error)) {
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return new AppError(
        'database.corrupt',
        'The database file is damaged. Put a backup in its place; the damaged file is left untouched.',
        { cause: error },
      );
    case 'SQLITE_FULL':
      return new AppError('database.full', 'The disk is full. Free some space; nothing that was stored is lost.', {
        cause: error,
      });
    case 'SQLITE_CONSTRAINT':
      return new AppError(
        'record.conflict',
        'Another record already has this value, or something still refers to it.',
        {
          cause: error,
        },
      );
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_IOERR':
      return new AppError(
        'database.failed',
        'The database file cannot be read or written. Check the data folder, its permissions and the disk.',
        { cause: error },
      );
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new AppError('database.failed', 'Another program has the database locked. Close it and try again.', {
        cause: error,
      });
    default:
      return error;
  }
};
