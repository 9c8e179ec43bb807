/** The one organisation there is on a machine of one's own. */
export const LOCAL_ORG = 'local';
/** Its server, unless it was given a name. */
export const DEFAULT_SERVER = 'default';
