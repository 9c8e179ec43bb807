/** Calls asked for at a time, by the server for the first page and by the browser for the next. */
export const CALLS_PER_PAGE = 60;
