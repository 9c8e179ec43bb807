import type { PolicyTemplate } from './template.js';

export const NO_SECRETS_OUT: PolicyTemplate = {
  id: 'no-secrets-out',
  title: 'No secrets out',
  summary:
    'Calls that carry passwords, keys or tokens to servers outside are denied; secrets in answers are replaced before the model sees them. Built on inspection: what it does not recognise it does not stop.',
  text: `version: 1
name: no-secrets-out
description: Secrets neither leave through tools nor reach models.
rules:
  - id: no-secrets-to-servers-outside
    match: { direction: request }
    when: server.egress == "external" && findings.exists(f, f.category == "secret" && f.confidence >= 0.7)
    effect: deny
    message: The arguments hold a secret. Take it out and use a reference instead.
    obligations: { alert: high }
  - id: no-secrets-in-answers
    match: { direction: response }
    when: findings.exists(f, f.category == "secret" && f.confidence >= 0.7)
    effect: redact
    redact: { categories: [secret], how: placeholder }
tests:
  - name: a key does not leave
    given: { tool: post_message, egress: external, findings: [{ category: secret, confidence: 0.95 }] }
    expect: deny
    rules: [no-secrets-to-servers-outside]
  - name: a doubtful finding stops nothing
    given: { direction: response, tool: read_file, findings: [{ category: secret, confidence: 0.4 }] }
    expect: allow
  - name: a key in an answer is replaced
    given: { direction: response, tool: read_file, findings: [{ category: secret, confidence: 0.95 }] }
    expect: redact
    rules: [no-secrets-in-answers]
`,
};

export const EU_DATA: PolicyTemplate = {
  id: 'eu-data-stays',
  title: 'EU data stays in the EU',
  summary:
    'Members of eu-data use servers labelled "eu" only, and personal data goes to no server outside without that label. Label your servers first. It judges each call by itself: where the data in it came from is not known yet.',
  text: `version: 1
name: eu-data-stays
description: Personal data of Europeans goes to servers in the EU only.
rules:
  - id: eu-people-use-eu-servers
    match: { direction: request, principals: { groups: [eu-data] } }
    when: server.egress == "external" && !("eu" in server.labels)
    effect: deny
    message: This server is outside the EU. Use one that is labelled "eu".
  - id: no-personal-data-elsewhere
    match: { direction: request }
    when: server.egress == "external" && !("eu" in server.labels) && hasFinding("pii", "medium")
    effect: deny
    message: Personal data goes to servers in the EU only.
    obligations: { alert: medium }
  - id: eu-servers-are-open-to-eu-people
    match: { direction: request, labels: [eu], principals: { groups: [eu-data] } }
    effect: allow
tests:
  - name: a server in the EU is open
    given: { principal: { groups: [eu-data] }, labels: [eu], tool: get_customer }
    expect: allow
    rules: [eu-servers-are-open-to-eu-people]
  - name: a server elsewhere is closed
    given: { principal: { groups: [eu-data] }, labels: [us], tool: get_customer }
    expect: deny
    rules: [eu-people-use-eu-servers]
  - name: personal data of anybody stays
    given: { labels: [us], tool: create_contact, findings: [{ category: pii, severity: medium }] }
    expect: deny
    rules: [no-personal-data-elsewhere]
  - name: personal data goes to servers in the EU
    given: { principal: { groups: [eu-data] }, labels: [eu], tool: create_contact, findings: [{ category: pii }] }
    expect: allow
  - name: the label opens nothing to others
    given: { labels: [eu], tool: get_customer }
    expect: deny
`,
};

export const LETHAL_TRIFECTA: PolicyTemplate = {
  id: 'lethal-trifecta',
  title: 'Lethal trifecta',
  summary:
    'Private data, untrusted content and a way out must not meet in one agent. Until the flow of data is known, it keeps them apart by call: hostile answers are denied, content from outside is marked, and sending something out while text from untrusted servers may be about needs a person.',
  text: `version: 1
name: lethal-trifecta
description: >-
  Private data, untrusted content, a way out: an agent that has all three can be made to leak. Label servers "private" and
  "untrusted". Each call is judged by itself; the history of a session is not looked at yet.
rules:
  - id: hostile-answers-stay-out
    description: Untrusted content, where inspection recognises orders to the model.
    match: { direction: response }
    when: findings.exists(f, f.category == "prompt_injection" && f.severity in ["high", "critical"])
    effect: deny
    message: The answer held instructions to the model and was kept back.
    obligations: { alert: high }
  - id: untrusted-content-is-marked
    description: Shows in the record which calls brought content from outside.
    match: { direction: request, labels: [untrusted], principals: { groups: [agents] } }
    effect: allow
    obligations: { label: [untrusted-content] }
  - id: private-data-is-for-reading
    description: Servers with private data are read; nothing on them carries data out.
    match: { direction: request, labels: [private], principals: { groups: [agents] } }
    when: has(tool.capabilities) && !tool.capabilities.exists(c, c in ["send", "network", "execute"])
    effect: allow
    obligations: { label: [private-data] }
  - id: ways-out-need-a-person
    description: Sending, also by fetching an address that the model wrote.
    match: { direction: request, methods: [tools/call], principals: { groups: [agents] } }
    when: >-
      server.egress == "external" &&
      (tool.capabilities.exists(c, c in ["send", "execute"]) || size(argRoles.urls) > 0 || size(argRoles.commands) > 0)
    effect: approve
    approvers: { count: 1, expires: 30m, reuse: 8h }
    message: This would carry data out. A person has to agree.
tests:
  - name: orders in an answer do not reach the model
    given: { direction: response, tool: read_page, findings: [{ category: prompt_injection, severity: high }] }
    expect: deny
    rules: [hostile-answers-stay-out]
  - name: agents read untrusted content
    given: { principal: { groups: [agents] }, labels: [untrusted], tool: list_issues, capabilities: [read] }
    expect: allow
    rules: [untrusted-content-is-marked]
  - name: agents read private data
    given: { principal: { groups: [agents] }, labels: [private], tool: read_file, capabilities: [read] }
    expect: allow
    rules: [private-data-is-for-reading]
  - name: private data is not sent on by the server that has it
    given: { principal: { groups: [agents] }, labels: [private], egress: internal, tool: share_file, capabilities: [send] }
    expect: deny
  - name: sending waits for a person
    given: { principal: { groups: [agents] }, labels: [untrusted], tool: create_comment, capabilities: [send] }
    expect: approve
    rules: [ways-out-need-a-person]
  - name: an address the model wrote is a way out
    given:
      principal: { groups: [agents] }
      labels: [untrusted]
      tool: get_page
      capabilities: [read]
      args: { url: "https://example.com/?q=everything" }
      roles: { /url: url }
    expect: approve
    rules: [ways-out-need-a-person]
  - name: a server inside is no way out
    given: { principal: { groups: [agents] }, labels: [untrusted], egress: internal, tool: add_note, capabilities: [send] }
    expect: allow
  - name: people are not agents
    given: { labels: [untrusted], tool: list_issues, capabilities: [read] }
    expect: deny
  - name: people get no private data by this either
    given: { labels: [private], tool: read_file, capabilities: [read] }
    expect: deny
  - name: people get no approval by this either
    given: { labels: [untrusted], tool: create_comment, capabilities: [send] }
    expect: deny
`,
};

export const HOSTILE_CONTENT: PolicyTemplate = {
  id: 'hostile-content',
  title: 'No orders hidden in content',
  summary:
    'Answers and definitions that give the model orders, or hide text from people, are kept back; doubtful ones are reported. Built on inspection: what it does not recognise it does not stop.',
  text: `version: 1
name: hostile-content
description: Data may be wrong, but it may not be in command.
rules:
  - id: no-orders-in-answers
    match: { direction: response }
    when: hasFinding("prompt_injection", "high") || hasFinding("hidden_text", "high")
    effect: deny
    message: The answer held hidden instructions and was kept back.
    obligations: { alert: high }
  - id: no-poisoned-definitions
    description: A poisoned description harms before anything is called.
    match: { direction: response, methods: ["*/list", initialize, server/discover] }
    when: hasFinding("tool_poisoning", "medium")
    effect: deny
    obligations: { alert: critical }
  - id: doubtful-answers-are-told
    match: { direction: response }
    when: hasFinding("prompt_injection", "medium")
    effect: deny
    mode: warn
    obligations: { alert: low }
tests:
  - name: an order in an answer is kept back
    given: { direction: response, tool: read_page, findings: [{ category: prompt_injection, severity: high }] }
    expect: deny
    rules: [no-orders-in-answers]
  - name: text nobody can see is kept back
    given: { direction: response, tool: read_page, findings: [{ category: hidden_text, severity: critical }] }
    expect: deny
    rules: [no-orders-in-answers]
  - name: a poisoned tool is not listed
    given: { direction: response, method: tools/list, tool: add, findings: [{ category: tool_poisoning }] }
    expect: deny
    rules: [no-poisoned-definitions]
  - name: a doubtful answer is delivered
    given: { direction: response, tool: read_page, findings: [{ category: prompt_injection, severity: medium }] }
    expect: allow
`,
};
