/**
 * What is enforced where nobody has written a policy: by \`sallyport guard\`, \`sallyport gateway\` and \`sallyport inspect\`. It
 * denies what inspection is sure of (high or critical, at a confidence of 0.9 or more); what is doubtful passes and is recorded.
 */
export const SHIPPED_BASELINE = `# What \`sallyport guard\`, \`sallyport gateway\` and \`sallyport inspect\` go by when no --policy is given.
#
# How to read it: every message is compared with every rule, in both directions. The most severe effect wins, whatever the
# order: deny, then approve, then redact, then allow. What no rule allows is denied. What inspection finds but is not sure of
# (medium, or a confidence below 0.9) passes and is recorded.
# To change it: sallyport gateway --print-policy > policy.yaml, edit, and start with --policy policy.yaml.
version: 1
name: sallyport-default
description: Everything is allowed but what gives secrets away, hands the machine over, or gives the model orders.

rules:
  - id: allow-the-client
    description: You chose this server; what no rule below stops may be asked of it.
    match: { direction: request }
    effect: allow

  - id: allow-the-server
    description: It may ask your client in turn (roots, sampling, elicitation), which will ask you where it matters.
    match: { direction: response }
    effect: allow

  # --- what must not go out ---
  - id: no-sensitive-paths
    description: Key stores, password files, cloud credentials, and paths that climb out of their folder.
    message: This path leads to files that agents may not read.
    match: { direction: request }
    when: >-
      findings.exists(f, f.category == "path" && f.severity in ["high", "critical"] && f.confidence >= 0.9)
    effect: deny

  - id: no-secrets-out
    description: Private keys and cloud credentials have no business in arguments, whoever put them there.
    message: The arguments hold a secret. Take it out and use a reference instead.
    match: { direction: request }
    when: >-
      findings.exists(f, f.category == "secret" && f.severity in ["high", "critical"] && f.confidence >= 0.9)
    effect: deny

  - id: no-pipe-to-shell
    description: Downloads that run at once, reverse shells, and whatever else hands the machine over.
    message: This command could hand the machine to somebody else.
    match: { direction: request }
    when: >-
      findings.exists(f, f.category == "command" && f.severity in ["high", "critical"] && f.confidence >= 0.9)
    effect: deny

  - id: no-other-attacks-out
    description: Addresses that reach inside the network, queries and identifiers that carry commands, data that flows where it must not.
    message: These arguments look like an attack.
    match: { direction: request }
    when: >-
      findings.exists(f, !(f.category in ["path", "secret", "command", "pii"]) && f.severity in ["high", "critical"] &&
        f.confidence >= 0.9)
    effect: deny

  # --- what must not come in ---
  - id: redact-secrets-in-results
    description: A credential in a result is replaced by a placeholder; the rest is delivered.
    match: { direction: response }
    when: >-
      findings.exists(f, f.category == "secret" && f.severity in ["medium", "high", "critical"] && f.confidence >= 0.7)
    effect: redact
    redact: { categories: [secret], how: placeholder }

  - id: no-hostile-definitions
    description: >-
      Tools, prompts and instructions that give the model orders their readers would not give. The text classifier alone does not
      decide: it needs a second witness.
    message: The definition held instructions to the model and was kept back.
    match:
      direction: response
      methods: [initialize, server/discover, tools/list, prompts/list, resources/list, resources/templates/list]
    when: >-
      findings.exists(f, !(f.category in ["secret", "pii"]) && f.severity in ["high", "critical"] && f.confidence >= 0.9 &&
        (!f.detector.startsWith("intent.") ||
         findings.exists(g, !g.detector.startsWith("intent.") && !(g.category in ["secret", "pii"]) &&
           g.severity in ["high", "critical"] && g.confidence >= 0.7)))
    effect: deny

  - id: no-injection-in-results
    description: Text that gives the model orders. The classifier needs a second witness here, too.
    message: The answer held instructions to the model and was kept back.
    match: { direction: response }
    when: >-
      findings.exists(f, !(f.category in ["secret", "pii"]) && f.severity in ["high", "critical"] && f.confidence >= 0.9 &&
        (!f.detector.startsWith("intent.") ||
         findings.exists(g, !g.detector.startsWith("intent.") && !(g.category in ["secret", "pii"]) &&
           g.severity in ["high", "critical"] && g.confidence >= 0.7)))
    effect: deny

tests:
  - name: an ordinary call passes
    given: { server: default, tool: read_text_file, args: { path: notes.txt } }
    expect: allow
    rules: [allow-the-client]

  - name: a path to credentials is stopped
    given:
      server: default
      tool: read_text_file
      args: { path: /home/ada/.aws/credentials }
      findings: [{ category: path, severity: critical, confidence: 0.95 }]
    expect: deny
    rules: [no-sensitive-paths]

  - name: a private key does not leave in an argument
    given: { server: default, tool: send, findings: [{ category: secret, severity: critical, confidence: 0.95 }] }
    expect: deny
    rules: [no-secrets-out]

  - name: a download that runs at once is stopped
    given: { server: default, tool: run, findings: [{ category: command, severity: critical, confidence: 0.95 }] }
    expect: deny
    rules: [no-pipe-to-shell]

  - name: a credential in a result is blacked out
    given:
      direction: response
      server: default
      tool: read_text_file
      findings: [{ category: secret, severity: critical, confidence: 0.95 }]
    expect: redact
    rules: [redact-secrets-in-results]

  - name: orders to the model do not reach it
    given:
      direction: response
      server: default
      tool: fetch
      findings: [{ category: prompt_injection, severity: high, confidence: 0.95 }]
    expect: deny
    rules: [no-injection-in-results]

  - name: a poisoned definition is not listed
    given:
      direction: response
      method: tools/list
      server: default
      tool: add
      findings: [{ category: tool_poisoning, severity: high, confidence: 0.95 }]
    expect: deny
    rules: [no-hostile-definitions]

  - name: an address inside the network is not fetched
    given: { server: default, tool: fetch, findings: [{ category: ssrf, severity: critical, confidence: 0.95 }] }
    expect: deny
    rules: [no-other-attacks-out]

  - name: what is doubtful passes
    given: { server: default, tool: run, findings: [{ category: command, severity: high, confidence: 0.7 }] }
    expect: allow

  - name: what the classifier alone suspects passes and is recorded
    given:
      direction: response
      server: default
      tool: fetch
      findings: [{ category: prompt_injection, detector: intent.result, severity: high, confidence: 0.98 }]
    expect: allow

  - name: what the classifier suspects and a rule has seen does not pass
    given:
      direction: response
      server: default
      tool: fetch
      findings:
        - { category: prompt_injection, detector: intent.result, severity: high, confidence: 0.98 }
        - { category: prompt_injection, detector: injection.concealment, severity: high, confidence: 0.75 }
    expect: deny
    rules: [no-injection-in-results]

  - name: what is only odd passes
    given:
      direction: response
      server: default
      tool: fetch
      findings: [{ category: prompt_injection, severity: medium, confidence: 0.95 }]
    expect: allow
`;
