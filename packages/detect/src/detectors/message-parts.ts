/** Reading parsed messages whose shape nobody has checked. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const stringOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The parameters of a request or notification of the method; null when the message is another. */
export function methodParams(message: unknown, method: string): Readonly<Record<string, unknown>> | null {
  if (!isRecord(message) || message.method !== method) return null;
  return isRecord(message.params) ? message.params : {};
}

/** The elements of an array member, with their places. */
export const elementsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
