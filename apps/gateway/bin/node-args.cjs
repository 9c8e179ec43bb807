/**
 * How Node runs a gateway. A young generation of 2 MB instead of 16 keeps what calls leave behind small, at the same processor time.
 * It is collected often and in half a millisecond: waking other threads to help with that costs a tenth of a call.
 * What V8 compiled at build time is taken by a process with the same arguments alone; with others a start is slower and nothing else.
 */
exports.NODE_ARGS = ['--max-semi-space-size=2', '--no-parallel-scavenge', '--no-concurrent-array-buffer-sweeping'];

/** Memory that threads take from the system in arenas of their own is memory that no other of them uses. */
exports.NODE_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' };
