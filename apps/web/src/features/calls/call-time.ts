const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 10;

/** When a call was decided, in ms since the epoch, from its time-ordered id; null for what is no call id. */
export const decidedAtOf = (callId: string): number | null => {
  const digits = /^call_([0-9a-hjkmnp-tv-z]{26})$/.exec(callId)?.[1]?.slice(0, TIME_DIGITS);
  if (digits === undefined) return null;
  return [...digits].reduce((time, digit) => time * 32 + CROCKFORD.indexOf(digit), 0);
};
