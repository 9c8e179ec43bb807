import type { PolicyTemplate } from './template.js';

export const READ_ONLY: PolicyTemplate = {
  id: 'read-only',
  title: 'Read-only for everyone',
  summary:
    'Everybody may use tools that only read, on every server, and read resources and prompts. Tools that write, delete, run code, send, or whose definition does not tell stay closed, whatever other policies allow.',
  text: `version: 1
name: read-only
description: Agents may look at everything and change nothing.
rules:
  - id: reading-is-allowed
    description: Tools of which the definition tells that they only read or search.
    match: { direction: request, methods: [tools/call, tools/list] }
    when: has(tool.capabilities) && tool.capabilities.all(c, c in ["read", "network"])
    effect: allow
  - id: resources-and-prompts-are-allowed
    description: Resources and prompts are read by nature.
    match: { direction: request, methods: ["resources/*", "prompts/*", completion/complete] }
    effect: allow
  - id: nothing-else
    description: Also where another policy allows more. Take this rule out to make this policy only a floor.
    match: { direction: request, methods: [tools/call] }
    when: tool.capabilities.exists(c, !(c in ["read", "network"])) || !has(tool.capabilities)
    effect: deny
    message: Agents may only read here.
tests:
  - name: a tool that reads may be called
    given: { tool: read_file, capabilities: [read] }
    expect: allow
    rules: [reading-is-allowed]
  - name: a tool that also writes may not
    given: { tool: sync_files, capabilities: [read, write] }
    expect: deny
    rules: [nothing-else]
  - name: a tool that sends may not
    given: { tool: send_mail, capabilities: [send] }
    expect: deny
    rules: [nothing-else]
  - name: resources may be read
    given: { resource: "docs://handbook" }
    expect: allow
    rules: [resources-and-prompts-are-allowed]
`,
};

export const LEAST_PRIVILEGE: PolicyTemplate = {
  id: 'least-privilege',
  title: 'Groups use their own servers',
  summary:
    'One group uses the servers it needs, with harmless tools at once and risky ones after an approval. Everything that is not named stays closed. Copy the rules for each group.',
  text: `version: 1
name: engineering-servers
description: What engineering may use. Nothing else is open.
rules:
  - id: engineering-uses-its-servers
    description: Tools of low and medium risk, and reading resources and prompts.
    match:
      direction: request
      servers: [files, memory]
      principals: { groups: [engineering] }
    when: target.kind != "tool" || tool.risk in ["low", "medium"]
    effect: allow
  - id: risky-tools-need-approval
    description: Tools of high risk wait for a person of platform; those of critical risk stay closed.
    match:
      direction: request
      servers: [files, memory]
      principals: { groups: [engineering] }
      risks: [high]
    effect: approve
    approvers: { groups: [platform], count: 1, expires: 30m }
tests:
  - name: engineering reads a file
    given: { principal: { groups: [engineering] }, server: files, tool: read_file, risk: low }
    expect: allow
    rules: [engineering-uses-its-servers]
  - name: a risky tool waits for a person
    given: { principal: { groups: [engineering] }, server: files, tool: write_file, risk: high }
    expect: approve
    rules: [risky-tools-need-approval]
  - name: a tool that runs code stays closed
    given: { principal: { groups: [engineering] }, server: files, tool: run, risk: critical }
    expect: deny
  - name: other groups stay out
    given: { principal: { groups: [sales] }, server: files, tool: read_file, risk: low }
    expect: deny
  - name: other groups get no approval either
    given: { principal: { groups: [sales] }, server: files, tool: write_file, risk: high }
    expect: deny
  - name: other servers stay closed
    given: { principal: { groups: [engineering] }, server: payroll, tool: read_file, risk: low }
    expect: deny
  - name: a risky tool elsewhere gets no approval
    given: { principal: { groups: [engineering] }, server: payroll, tool: write_file, risk: high }
    expect: deny
  - name: what servers ask of the client is not part of this
    given: { direction: response, method: sampling/createMessage, principal: { groups: [engineering] }, server: files }
    expect: deny
`,
};

export const NEW_TOOLS: PolicyTemplate = {
  id: 'new-tools-need-approval',
  title: 'New and changed tools need approval',
  summary:
    'A tool whose definition changed since it was reviewed, or that nobody has seen yet, waits for a person. It grants nothing by itself: what is allowed stands in your other policies.',
  text: `version: 1
name: new-tools-need-approval
description: What nobody has looked at is not used without somebody looking.
rules:
  - id: changed-tools-need-approval
    description: The definition is another one than the one that was reviewed.
    match: { direction: request, methods: [tools/call], states: [drifted] }
    effect: approve
    approvers: { count: 1, expires: 1h }
    message: This tool has changed since it was reviewed. A person has to look at it first.
  - id: unseen-tools-need-approval
    description: The server has not listed the tool, so nothing is known about it.
    match: { direction: request, methods: [tools/call] }
    when: tool.state == ""
    effect: approve
    approvers: { count: 1, expires: 1h }
    message: This tool is new. A person has to look at it first.
tests:
  - name: a changed tool waits
    given: { tool: read_file, state: drifted }
    expect: approve
    rules: [changed-tools-need-approval]
  - name: a reviewed tool is for other policies to allow
    given: { tool: read_file, state: pinned }
    expect: deny
  - name: a call that names no known tool waits
    given: { method: tools/call }
    expect: approve
    rules: [unseen-tools-need-approval]
  - name: lists are not held
    given: { method: tools/list }
    expect: deny
`,
};

export const WORKING_HOURS: PolicyTemplate = {
  id: 'working-hours',
  title: 'Changes in working hours only',
  summary:
    'Outside Monday to Friday, 08:00 to 18:00, tools that change something are denied. Reading goes on, and so does everything for the on-call group.',
  text: `version: 1
name: working-hours
description: Nothing is changed while nobody watches. Set the zone to your own.
rules:
  - id: no-changes-at-night
    match:
      direction: request
      methods: [tools/call]
      time: { from: "18:00", to: "08:00", zone: Europe/Berlin }
    when: >-
      !("on-call" in principal.groups) &&
      tool.capabilities.exists(c, c in ["write", "delete", "execute", "send"])
    effect: deny
    message: Changes are made from 8 to 18 o'clock. On-call can help before that.
  - id: no-changes-at-weekends
    match:
      direction: request
      methods: [tools/call]
      time: { days: [sat, sun], zone: Europe/Berlin }
    when: >-
      !("on-call" in principal.groups) &&
      tool.capabilities.exists(c, c in ["write", "delete", "execute", "send"])
    effect: deny
    message: Changes are made from Monday to Friday. On-call can help before that.
  - id: on-call-changes-are-told
    description: Allows nothing by itself beyond what on-call needs; the security team hears of it.
    match:
      direction: request
      methods: [tools/call]
      principals: { groups: [on-call] }
    effect: allow
    obligations: { alert: low, label: [on-call] }
tests:
  - name: a change at noon is for other policies to allow, here for on-call
    given: { now: "2026-01-05T12:00:00Z", principal: { groups: [on-call] }, tool: write_file, capabilities: [write] }
    expect: allow
    rules: [on-call-changes-are-told]
  - name: a change at night is denied
    given: { now: "2026-01-05T21:00:00Z", tool: write_file, capabilities: [write] }
    expect: deny
    rules: [no-changes-at-night]
  - name: a change on Sunday is denied
    given: { now: "2026-01-04T12:00:00Z", tool: write_file, capabilities: [write] }
    expect: deny
    rules: [no-changes-at-weekends]
  - name: on-call changes things at night
    given: { now: "2026-01-05T21:00:00Z", principal: { groups: [on-call] }, tool: write_file, capabilities: [write] }
    expect: allow
  - name: on-call changes things on Sunday
    given: { now: "2026-01-04T12:00:00Z", principal: { groups: [on-call] }, tool: write_file, capabilities: [write] }
    expect: allow
`,
};

export const COMPANY_NETWORK: PolicyTemplate = {
  id: 'company-network',
  title: 'From the company network only',
  summary:
    'Sensitive servers are used from the company network only. Clients on the same machine as the gateway (stdio) have no address and are let through. Put your own networks in.',
  text: `version: 1
name: company-network
description: Sensitive servers are not used from cafés.
rules:
  - id: sensitive-servers-from-inside
    match: { direction: request, tiers: [sensitive] }
    when: address != "" && !inCidr(address, "10.0.0.0/8") && !inCidr(address, "192.168.0.0/16")
    effect: deny
    message: Use this from the company network or the VPN.
  - id: old-clients-are-watched
    description: Old versions of clients have known holes. Tried out first; enforce it when the list is short.
    match: { direction: request, tiers: [sensitive], clients: ["cursor*"] }
    when: '!semverAtLeast(client.version, "1.5.0")'
    effect: deny
    mode: warn
    message: Update your client to 1.5 or later.
  - id: staff-uses-sensitive-servers
    match: { direction: request, tiers: [sensitive], principals: { groups: [staff] } }
    effect: allow
tests:
  - name: staff works from inside
    given: { principal: { groups: [staff] }, tier: sensitive, tool: get_report, address: 10.1.2.3 }
    expect: allow
    rules: [staff-uses-sensitive-servers]
  - name: staff does not work from outside
    given: { principal: { groups: [staff] }, tier: sensitive, tool: get_report, address: 203.0.113.9 }
    expect: deny
    rules: [sensitive-servers-from-inside]
  - name: the second office is inside too
    given: { principal: { groups: [staff] }, tier: sensitive, tool: get_report, address: 192.168.7.1 }
    expect: allow
  - name: a client on the same machine is let through
    given: { principal: { groups: [staff] }, tier: sensitive, tool: get_report }
    expect: allow
  - name: an old client is warned and works
    given: { principal: { groups: [staff] }, tier: sensitive, tool: get_report, client: cursor, clientVersion: 1.4.9 }
    expect: allow
  - name: other servers are not part of this
    given: { principal: { groups: [staff] }, tier: standard, tool: get_report }
    expect: deny
  - name: others stay out
    given: { tier: sensitive, tool: get_report, address: 10.1.2.3 }
    expect: deny
`,
};
