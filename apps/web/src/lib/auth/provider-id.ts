/** Name of the identity provider in next-auth's addresses; the redirect URI registered there ends with it. */
export const PROVIDER_ID = 'sso';
