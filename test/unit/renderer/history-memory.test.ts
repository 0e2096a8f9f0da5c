import { describe, expect, it } from 'vitest';
import { createHistoryMemory } from '../../../renderer/src/lib/history-memory.ts';

describe('the memory of the history', () => {
  it('finds the newest earlier entry of a page, however many pages lie between', () => {
    const memory = createHistoryMemory();
    memory.visit(0, '/devices', true);
    memory.visit(1, '/', true);
    memory.visit(2, '/devices', true);
    memory.visit(3, '/devices/a', true);
    memory.visit(4, '/users/b', true);
    expect(memory.stepsTo(3, '/devices')).toBe(-1);
    expect(memory.stepsTo(4, '/devices')).toBe(-2);
    expect(memory.stepsTo(4, '/users')).toBeUndefined();
    expect(memory.stepsTo(2, '/devices')).toBe(-2);
  });

  it('forgets what came after when another way is taken', () => {
    const memory = createHistoryMemory();
    memory.visit(0, '/', true);
    memory.visit(1, '/devices', true);
    memory.keepScrolled(1, 'page', 300);
    memory.visit(2, '/devices/a', true);
    memory.visit(0, '/', false);
    memory.visit(1, '/users', true);
    memory.visit(2, '/users/b', true);
    expect(memory.stepsTo(2, '/devices')).toBeUndefined();
    expect(memory.stepsTo(2, '/users')).toBe(-1);
    expect(memory.scrolled(1, 'page')).toBe(0);
  });

  it('keeps how far a list was scrolled while its filters change and while other pages are open', () => {
    const memory = createHistoryMemory();
    memory.visit(0, '/devices', true);
    memory.keepScrolled(0, 'devices', 420);
    memory.visit(0, '/devices', false);
    memory.visit(1, '/devices/a', true);
    memory.keepScrolled(1, 'page', 10);
    memory.visit(0, '/devices', false);
    expect(memory.scrolled(0, 'devices')).toBe(420);
    expect(memory.scrolled(0, 'page')).toBe(0);
  });

  it('starts at the top on a page that is opened anew', () => {
    const memory = createHistoryMemory();
    memory.visit(0, '/devices', true);
    memory.keepScrolled(0, 'devices', 420);
    memory.visit(1, '/devices', true);
    expect(memory.scrolled(1, 'devices')).toBe(0);
  });
});
