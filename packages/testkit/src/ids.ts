import { createIdFactory } from '@sallyport/service-kit';

/** Ids of this test process. */
export const newId = createIdFactory();

let count = 0;

/** A short lower-case word nobody else in this run has, fit for slugs and names. */
export const uniqueWord = (prefix: string): string => {
  count += 1;
  return `${prefix}-${process.pid.toString(36)}-${count.toString(36)}`;
};
