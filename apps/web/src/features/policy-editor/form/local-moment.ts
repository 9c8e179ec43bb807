const two = (value: number): string => String(value).padStart(2, '0');

/** A moment as `datetime-local` fields take it, in the reader's time zone; null when the text is no moment with an offset. */
export const toLocalInput = (text: string): string | null => {
  if (!/(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return null;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** A moment with the offset of the reader's time zone at that moment; null when nothing is picked. */
export const fromLocalInput = (text: string): string | null => {
  const date = new Date(text);
  if (text === '' || Number.isNaN(date.getTime())) return null;
  const offset = -date.getTimezoneOffset();
  if (offset === 0) return `${text.slice(0, 16)}:00Z`;
  const size = Math.abs(offset);
  return `${text.slice(0, 16)}:00${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

/** Name of the reader's time zone: `Europe/Berlin, UTC+1`. */
export const zoneName = (): string => {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const offset = new Intl.DateTimeFormat('en', { timeZoneName: 'shortOffset' })
    .formatToParts(new Date())
    .find(({ type }) => type === 'timeZoneName')
    ?.value.replace('GMT', 'UTC');
  return offset && offset !== 'UTC+0' && offset !== timeZone ? `${timeZone}, ${offset}` : timeZone;
};
