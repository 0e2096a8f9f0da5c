// A menu behind a button: opening, closing, and what a screen reader needs to know of the two.
import { type MouseEvent, useId, useState } from 'react';

/** `button` goes to the button, `popup` to the Menu, and each item's click through `choose`. */
export const useMenu = () => {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const open = anchor !== null;
  const close = (): void => {
    setAnchor(null);
  };
  return {
    button: {
      id,
      'aria-haspopup': 'menu',
      'aria-expanded': open,
      onClick: (event: MouseEvent<HTMLElement>): void => {
        setAnchor(event.currentTarget);
      },
    },
    popup: {
      anchorEl: anchor,
      open,
      onClose: close,
      slotProps: { list: { 'aria-labelledby': id, dense: true } },
    },
    /** A click that closes the menu before it does something: what it opens must not lie behind the menu. */
    choose: (act: () => void) => (): void => {
      close();
      act();
    },
  } as const;
};
