import { describe, expect, it } from 'vitest';
import { historySteps } from '../../../renderer/src/app/keyboard.ts';

const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };

describe('the keys that go back and forward', () => {
  it('are those of each system', () => {
    expect(historySteps({ ...none, key: 'ArrowLeft', altKey: true }, false)).toBe(-1);
    expect(historySteps({ ...none, key: 'ArrowRight', altKey: true }, false)).toBe(1);
    expect(historySteps({ ...none, key: '[', metaKey: true }, true)).toBe(-1);
    expect(historySteps({ ...none, key: ']', metaKey: true }, true)).toBe(1);
  });

  it.each([
    [{ key: 'ArrowLeft' }, false],
    [{ key: 'ArrowLeft', ctrlKey: true }, false],
    [{ key: 'ArrowLeft', altKey: true, shiftKey: true }, false],
    [{ key: 'ArrowLeft', altKey: true }, true],
    [{ key: 'ArrowLeft', metaKey: true }, true],
    [{ key: '[', metaKey: true }, false],
    [{ key: '[', altKey: true }, false],
  ])('do not include %j (Mac: %j)', (pressed, mac) => {
    expect(historySteps({ ...none, ...pressed }, mac)).toBeUndefined();
  });
});
