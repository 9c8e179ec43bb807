/**
 * The policy that ships with the product and stands above those of every organisation: only what nobody may want, and only where
 * inspection is sure. It lets the levels below decide about everything else, and they may except from rules that say so.
 */
export const PLATFORM_BASELINE = `# What nobody may switch off. Everything else is for the organisation to decide.
version: 1
name: platform-baseline
description: Private keys and cloud credentials do not leave, and definitions give the model no hidden orders.
lowerLevels: allow
rules:
  - id: platform-no-private-keys-out
    description: A private key that goes to a server outside is lost, whoever put it there.
    message: The arguments hold a private key. It may not leave through a tool.
    match: { direction: request }
    when: >-
      server.egress == "external" &&
      findings.exists(f, f.detector == "secret.private-key" && f.confidence >= 0.9)
    effect: deny
    obligations: { alert: critical }
  - id: platform-no-cloud-credentials-out
    description: Keys that open an account at AWS, Azure or Google. An organisation may except the tool of its own vault.
    message: The arguments hold credentials of a cloud account. They may not leave through a tool.
    match: { direction: request }
    when: >-
      server.egress == "external" &&
      findings.exists(f, f.confidence >= 0.9 &&
        f.detector in ["secret.aws-secret-key", "secret.azure-key", "secret.gcp-api-key"])
    effect: deny
    obligations: { alert: critical }
    overridable: true
  - id: platform-no-hidden-orders-in-definitions
    description: Tools, prompts and instructions that command the model in a way their readers cannot see, or tell it to do harm.
    message: The definition holds hidden instructions and was kept back.
    match:
      direction: response
      methods: [initialize, server/discover, tools/list, prompts/list, resources/list, resources/templates/list]
    when: >-
      findings.exists(f, f.confidence >= 0.9 && f.severity in ["high", "critical"] &&
        f.category in ["tool_poisoning", "hidden_text"])
    effect: deny
    obligations: { alert: high }
    overridable: true
tests:
  - name: a private key does not go outside
    given:
      egress: external
      tool: create_issue
      findings: [{ category: secret, detector: secret.private-key, confidence: 0.97 }]
    expect: deny
    rules: [platform-no-private-keys-out]
  - name: an access key to a cloud does not go outside
    given:
      egress: external
      tool: create_issue
      findings: [{ category: secret, detector: secret.aws-secret-key, confidence: 0.95 }]
    expect: deny
    rules: [platform-no-cloud-credentials-out]
  - name: a poisoned tool is not listed
    given: { direction: response, method: tools/list, tool: add, findings: [{ category: tool_poisoning, confidence: 0.95 }] }
    expect: deny
    rules: [platform-no-hidden-orders-in-definitions]
  - name: a doubtful definition is for the organisation to judge
    given: { direction: response, method: tools/list, tool: add, findings: [{ category: tool_poisoning, confidence: 0.6 }] }
    expect: allow
  - name: a definition that is only odd is for the organisation to judge
    given:
      direction: response
      method: tools/list
      tool: add
      findings: [{ category: hidden_text, severity: medium, confidence: 0.95 }]
    expect: allow
  - name: secrets in answers are for the organisation to judge
    given: { direction: response, tool: read_file, findings: [{ category: secret, detector: secret.private-key }] }
    expect: allow
`;
