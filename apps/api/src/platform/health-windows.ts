import { seconds } from '@sallyport/contracts';

/** Gateways report every five seconds; one that was silent for longer than this is offline, and what it said is old. */
export const REPORT_FRESH_MS = seconds(30);
