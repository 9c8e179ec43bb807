/** What a person can do about a sign-in that did not work. */
const ADVICE: Readonly<Record<string, string>> = {
  'metadata-unreachable':
    'Try again in a moment. If it goes on, the sign-in service is down or may not be called from here.',
  'metadata-missing': 'The server may not use OAuth, or its address is wrong. Ask whoever runs it.',
  'metadata-invalid': 'Tell whoever runs the server: what it publishes about its sign-in breaks the specification.',
  'resource-mismatch': 'Check the address in the settings; it should be the one the server gives itself.',
  'issuer-mismatch': 'Do not go on: this is how an attack looks. Tell whoever runs the server.',
  'endpoint-insecure': 'Tell whoever runs the server: its sign-in has to be reachable by https.',
  'pkce-unsupported': 'Tell whoever runs the sign-in service: MCP needs PKCE with S256.',
  'registration-unsupported': 'Register Sallyport at the sign-in service by hand, then save the client here.',
  'registration-refused': 'Register Sallyport at the sign-in service by hand, then save the client here.',
  'response-mismatch': 'Start again. If it happens again, tell your security team.',
  'consent-refused': 'Connect again and agree to the access that is asked for.',
  'authorization-refused': 'Connect again. If it goes on, ask whoever runs the sign-in service.',
  'grant-refused': 'Connect again.',
  'client-refused': 'Save the client again; its id or secret is not accepted any more.',
  'token-invalid': 'Tell whoever runs the sign-in service.',
};

/** Null for a problem this console does not know. */
export const connectionAdvice = (problem: string | undefined): string | null =>
  problem !== undefined && Object.hasOwn(ADVICE, problem) ? (ADVICE[problem] ?? null) : null;

/** Problems a client registered by hand would solve. */
export const wantsOwnClient = (problem: string | undefined): boolean =>
  problem === 'registration-unsupported' || problem === 'registration-refused' || problem === 'client-refused';
