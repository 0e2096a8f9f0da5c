import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
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

  it('makes room while it is written, and keeps one file besides', () => {
    const log = openProgramLog(folder, { maxBytes: 10_000, burst: 1_000_000 });
    for (let n = 0; n < 2000; n += 1) log.info('a stranger asked', { n });
    expect(statSync(file).size).toBeLessThan(12_000);
    expect(statSync(`${file}.1`).size).toBeLessThan(12_000);
    expect(readdirSync(join(folder, 'logs')).sort()).toEqual(['russet.log', 'russet.log.1']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    // Nothing is lost at the seam.
    const numbers = [`${file}.1`, file].flatMap((name) =>
      readFileSync(name, 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    );
    const first = (JSON.parse(numbers[0] ?? '') as { n: number }).n;
    expect(numbers.map((line) => (JSON.parse(line) as { n: number }).n)).toEqual(
      Array.from({ length: 2000 - first }, (_, index) => first + index),
    );
  });

  it('counts a line that comes over and over, and still takes every other', () => {
    let now = 0;
    const log = openProgramLog(folder, { burst: 10, perMinute: 60, now: () => now });
    for (let n = 0; n < 60_000; n += 1) log.info('undecodable message', { n });
    log.error('a request failed');
    expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(11);
    now += 1000;
    log.info('undecodable message');
    const last = readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ msg: 'undecodable message', omittedBefore: 59_990 });
  });

  it('cuts a line without end', () => {
    openProgramLog(folder).warn('a name', { name: 'x'.repeat(1_000_000) });
    expect(statSync(file).size).toBeLessThan(3000);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ msg: 'a line was too long' });
  });
});
