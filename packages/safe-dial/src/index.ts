export { Dialler, type DiallerOptions, type Origin, originOf, type ResolvedAddress } from './dialler.js';
export { isPublicAddress } from './public-address.js';
export { createSafeFetch, type SafeFetch, type SafeFetchOptions, type SafeRequest } from './safe-fetch.js';
