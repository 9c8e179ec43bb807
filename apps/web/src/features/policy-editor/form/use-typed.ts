'use client';

import { useEffect, useEffectEvent, useState } from 'react';

const SETTLE_MS = 400;

/**
 * What is being typed into a field, handed on when typing stops or the field is left, so that a text is not rewritten with
 * every key. A value that changes meanwhile from outside wins when nothing is being typed.
 */
export const useTyped = (value: string, onSettled: (value: string) => void) => {
  const [typed, setTyped] = useState<string | null>(null);
  const settle = useEffectEvent((text: string) => {
    setTyped(null);
    if (text !== value) onSettled(text);
  });
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => settle(typed), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return {
    value: typed ?? value,
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
    onBlur: () => {
      if (typed === null) return;
      setTyped(null);
      if (typed !== value) onSettled(typed);
    },
  };
};
