/**
 * How Node runs a gateway. A young generation of 2 MB instead of 16 keeps what calls leave behind small, at the same processor time.
 * It is collected often and in half a millisecond: waking other threads to help with that costs a tenth of a call.
 * The old generation grows by 70 % between two collections, which V8 would choose anew each time: with up to four times what is alive,
 * and 130 MB for some processes and 95 for others under the same load. A collection takes 8 ms, one a second at full load.
 * What V8 compiled at build time is taken by a process with the same arguments alone; with others a start is slower and nothing else.
 */
exports.NODE_ARGS = [
  '--max-semi-space-size=2',
  '--no-parallel-scavenge',
  '--no-concurrent-array-buffer-sweeping',
  '--heap-growing-percent=70',
];

/** Memory that threads take from the system in arenas of their own is memory that no other of them uses. */
exports.NODE_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' };
