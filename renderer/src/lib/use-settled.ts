// A value that waits until it has stopped changing, so that typing does not ask the core for every key.
import { useEffect, useState } from 'react';

/** The value once it has been the same for `ms` milliseconds; at first the value itself. Compared by identity. */
export const useSettled = <T>(value: T, ms: number): T => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(value);
    }, ms);
    return () => {
      clearTimeout(timer);
    };
  }, [value, ms]);
  return settled;
};
