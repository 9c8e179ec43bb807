import { ready } from './ready';

/** People of the demo organisations; all have the password of `ready.json`. */
export const PEOPLE = {
  owner: ready.signIn.email,
  securityAdmin: 'sam@acme.example',
  developer: 'dana@acme.example',
  auditor: 'noor@acme.example',
  foreignOwner: 'gil@globex.example',
} as const;

export type Person = keyof typeof PEOPLE;
