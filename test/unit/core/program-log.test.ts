import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openProgramLog } from '../../../electron/core/program-log.ts';

describe('the program log', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'russet-log-'));
    file = join(folder, 'logs/russet.log');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('writes a line at once, with fields, readable only by its owner', () => {
    openProgramLog(folder).warn('the listener is down', { code: 'listener.portTaken' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      msg: 'the listener is down',
      code: 'listener.portTaken',
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('hides secrets that somebody logs by mistake', () => {
    openProgramLog(folder).info('sign-in', { password: 'hunter2', user: { token: 'abc123', name: 'Ada' } });
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('abc123');
    expect(text).toContain('Ada');
  });

  it('writes a failure with message, stack and causes', () => {
    openProgramLog(folder).error('a request failed', { error: new Error('plain', { cause: new Error('because') }) });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      error: {
        message: 'plain',
        stack: expect.stringContaining('program-log.test.ts') as string,
        cause: { message: 'because' },
      },
    });
  });

  it('moves a large log away when it is opened', () => {
    openProgramLog(folder).info('first');
    truncateSync(file, 6 * 1024 * 1024);
    openProgramLog(folder).info('second');
    expect(statSync(`${file}.1`).size).toBe(6 * 1024 * 1024);
    expect(readFileSync(file, 'utf8')).toContain('second');
  });
});
