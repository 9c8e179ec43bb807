/** A policy text with one rule that allows everything to everyone. */
export const allowAll = (name: string): string => `version: 1
name: ${name}
rules:
  - id: all
    effect: allow
`;

/** Denies everything to everyone. */
export const denyAll = (name: string): string => `version: 1
name: ${name}
rules:
  - id: none
    effect: deny
`;

/** Two mistakes on lines of their own: an unknown field of a finding, and an effect there is not. */
export const brokenPolicy = `version: 1
name: broken
rules:
  - id: one
    when: findings.exists(f, f.categori == "secret")
    effect: deny
`;

/** Checks, but its own test says otherwise. */
export const failingPolicy = (name: string): string => `${allowAll(name)}tests:
  - name: everything is denied
    given: { server: files, tool: read }
    expect: deny
`;
