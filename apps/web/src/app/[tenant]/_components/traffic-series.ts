/** The stacked series, bottom to top. */
export const TRAFFIC_SERIES = [
  { key: 'allowed', label: 'Allowed', color: 'var(--allow-fill)', swatch: 'bg-allow-fill' },
  { key: 'redacted', label: 'Redacted', color: 'var(--redact-fill)', swatch: 'bg-redact-fill' },
  { key: 'held', label: 'Held', color: 'var(--hold-fill)', swatch: 'bg-hold-fill' },
  { key: 'denied', label: 'Denied', color: 'var(--deny-fill)', swatch: 'bg-deny-fill' },
] as const;
