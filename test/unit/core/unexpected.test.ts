import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../../electron/core/errors.ts';
import { silentLogger, type LogFields } from '../../../electron/core/ports.ts';
import { surviveUnexpected } from '../../../electron/core/unexpected.ts';
import { tellOfUnexpected } from '../../../electron/office/unexpected-failure.ts';
import { renderText } from '../../../shared/locales/admin-texts.ts';

describe('what nobody caught', () => {
  it('is logged with its cause under a reference, and told under the same', () => {
    const process = new EventEmitter();
    const lines: LogFields[] = [];
    const details: string[] = [];
    const tell = tellOfUnexpected({
      raise: ({ detail }) => {
        details.push(renderText(detail, 'en'));
        return Promise.resolve();
      },
    });
    surviveUnexpected(process, { error: (_message, fields = {}) => void lines.push(fields) })(tell);
    const error = new Error('first', { cause: 'second' });
    process.emit('unhandledRejection', error);
    process.emit('uncaughtException', error);
    expect(lines).toMatchObject([{ error }, { error }]);
    expect(details).toEqual(lines.map(({ ref }) => expect.stringContaining(String(ref)) as string));
  });

  it('takes nothing down while nobody can be told, or the log fails', () => {
    const process = new EventEmitter();
    surviveUnexpected(process, silentLogger);
    surviveUnexpected(process, {
      error: () => {
        throw new Error('the disk is full');
      },
    });
    expect(() => process.emit('unhandledRejection', undefined)).not.toThrow();
  });
});

describe('describeFailure', () => {
  it('has name, message, code and stack, and the same of each cause', () => {
    const cause = Object.assign(new RangeError('too far'), { code: 'EFAR' });
    const record = describeFailure(new Error('failed', { cause }));
    expect(record).toMatchObject({
      name: 'Error',
      message: 'failed',
      cause: { name: 'RangeError', message: 'too far', code: 'EFAR' },
    });
    expect([record.stack, record.cause?.stack]).toEqual([
      expect.stringContaining('unexpected.test.ts'),
      expect.stringContaining('unexpected.test.ts'),
    ]);
  });

  it('takes whatever was thrown, circles too', () => {
    expect([undefined, null, 5, 'words', { a: 1 }].map((thrown) => describeFailure(thrown).message)).toEqual([
      'undefined',
      'null',
      '5',
      'words',
      '{"a":1}',
    ]);
    const circle: Record<string, unknown> = {};
    circle.circle = circle;
    expect(describeFailure(circle).message).toBe('[object Object]');
    const own = new Error('own');
    own.cause = own;
    expect(JSON.stringify(describeFailure(own)).match(/"own"/g)).toHaveLength(9);
  });
});
