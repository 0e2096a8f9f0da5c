// Where the cursor stands when a dialog opens: in its first field.

// Hidden twins of selects and file inputs cannot be typed into.
const fields = [
  'input:not([type="hidden"]):not([type="file"]):not([aria-hidden="true"]):not(:disabled)',
  'textarea:not([aria-hidden="true"]):not(:disabled)',
  '[role="combobox"]:not([aria-disabled="true"])',
  '[contenteditable="true"]',
].join(', ');

/**
 * Puts the focus into the first field below `container`: of radio buttons, on the chosen one. Leaves it where it is if
 * there is no field, or if it stands in one already.
 */
export const focusFirstField = (container: HTMLElement): void => {
  const [first] = container.querySelectorAll<HTMLElement>(fields);
  if (first === undefined || document.activeElement?.matches(fields) === true) return;
  const chosen =
    first instanceof HTMLInputElement && first.type === 'radio'
      ? container.querySelector<HTMLElement>(`input[type="radio"][name="${CSS.escape(first.name)}"]:checked`)
      : null;
  (chosen ?? first).focus();
};
