/** What a policy from scratch begins with: small, valid, and with a test. */
export const BLANK_POLICY = `version: 1
name: new-policy
description: What this policy is for
rules:
  - id: engineering-reads
    description: Engineers use tools that only read
    match: { tools: ["*"], principals: { groups: [engineering] } }
    when: tool.annotations.readOnlyHint == true
    effect: allow
tests:
  - name: engineers read
    given:
      principal: { groups: [engineering] }
      tool: read_file
      annotations: { readOnlyHint: true }
    expect: allow
`;
