/** Bytes in `n` kibibytes. Sizes are built with this and {@link mib}, never with arithmetic at the place of use. */
export const kib = (n: number): number => n * 1024;

/** Bytes in `n` mebibytes. */
export const mib = (n: number): number => n * 1024 * 1024;

export const seconds = (n: number): number => n * 1000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
export const days = (n: number): number => n * 86_400_000;
