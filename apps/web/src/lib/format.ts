const countFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compactFormat = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export const formatCount = (count: number): string =>
  count < 100_000 ? countFormat.format(count) : compactFormat.format(count);

/** A duration in the unit a person would use: `870 µs`, `4.2 ms`, `1.3 s`. */
export const formatMicroseconds = (us: number | null): string => {
  if (us === null) return '–';
  if (us < 1000) return `${Math.round(us)} µs`;
  if (us < 100_000) return `${(us / 1000).toFixed(1)} ms`;
  if (us < 1_000_000) return `${Math.round(us / 1000)} ms`;
  return `${(us / 1_000_000).toFixed(us < 10_000_000 ? 2 : 1)} s`;
};

export const formatBytes = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
};

export const formatPercent = (part: number, whole: number): string => {
  if (whole === 0) return '0 %';
  const percent = (part / whole) * 100;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
};

/** `1 rule`, `2 rules`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** `now`, `12s`, `4m`, `3h`, `2d` since `atMs`; future times read `in 3d`. */
export const formatAge = (atMs: number, nowMs: number): string => {
  const seconds = Math.round((nowMs - atMs) / 1000);
  if (seconds < -MINUTE_S) return `in ${formatSpan(-seconds)}`;
  if (seconds < 5) return 'now';
  return `${formatSpan(seconds)} ago`;
};

const formatSpan = (seconds: number): string => {
  if (seconds < MINUTE_S) return `${seconds}s`;
  if (seconds < HOUR_S) return `${Math.floor(seconds / MINUTE_S)}m`;
  if (seconds < DAY_S) return `${Math.floor(seconds / HOUR_S)}h`;
  return `${Math.floor(seconds / DAY_S)}d`;
};

/** A digest short enough for a table; the whole one belongs in a tooltip or behind a copy button. */
export const shortDigest = (digest: string): string => {
  const hex = digest.replace(/^sha256:/, '');
  return `${hex.slice(0, 8)}…${hex.slice(-4)}`;
};

/** Keys that are abbreviations. */
const SPELT: Readonly<Record<string, string>> = { pii: 'Personal data', ssrf: 'SSRF' };

/** `prompt_injection` → `Prompt injection`. */
export const toLabel = (key: string): string => {
  const spelt = SPELT[key];
  if (spelt) return spelt;
  const words = key.replace(/[_-]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2)
    .toUpperCase();
