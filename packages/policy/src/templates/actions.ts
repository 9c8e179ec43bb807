import type { PolicyTemplate } from './template.js';

export const NO_SHELL: PolicyTemplate = {
  id: 'no-shell',
  title: 'No shell',
  summary:
    'Tools that run commands or code are denied to everybody, on every server, and so are arguments that would hand a machine over. Add an exception for a tool that has to.',
  text: `version: 1
name: no-shell
description: Agents do not run commands.
rules:
  - id: no-tools-that-run-code
    match: { direction: request, methods: [tools/call, tools/list] }
    when: '"execute" in tool.capabilities'
    effect: deny
    message: Agents may not run commands or code.
  - id: no-commands-in-arguments
    description: Also where the definition did not tell that something is run.
    match: { direction: request }
    when: hasFinding("command", "high")
    effect: deny
    message: The arguments hold a command that could hand the machine over.
    obligations: { alert: high }
tests:
  - name: a shell is closed
    given: { tool: run_command, capabilities: [execute], risk: critical }
    expect: deny
    rules: [no-tools-that-run-code]
  - name: a command hidden in a harmless tool is stopped
    given: { tool: create_note, capabilities: [write], findings: [{ category: command, severity: critical }] }
    expect: deny
    rules: [no-commands-in-arguments]
`,
};

export const PRODUCTION_APPROVAL: PolicyTemplate = {
  id: 'production-needs-approval',
  title: 'Production needs approval',
  summary:
    'On servers labelled "production", engineering reads freely, changes wait for a person of platform, deleting takes two. Whoever changes something has to have signed in within the last 12 hours.',
  text: `version: 1
name: production-needs-approval
description: Nothing changes in production without a person. Label your servers "production".
rules:
  - id: production-may-be-read
    match: { direction: request, labels: [production], principals: { groups: [engineering] } }
    when: tool.capabilities.all(c, c == "read")
    effect: allow
  - id: production-changes-need-approval
    match: { direction: request, methods: [tools/call], labels: [production], principals: { groups: [engineering] } }
    when: tool.capabilities.exists(c, c != "read") || !has(tool.capabilities)
    effect: approve
    approvers: { groups: [platform], count: 1, expires: 30m }
    obligations: { stepUp: { maxAge: 12h }, capture: arguments, label: [production-change] }
    message: Changes in production wait for platform.
  - id: deleting-in-production-takes-two
    match: { direction: request, methods: [tools/call], labels: [production], principals: { groups: [engineering] } }
    when: tool.capabilities.exists(c, c in ["delete", "execute"])
    effect: approve
    approvers: { groups: [platform], count: 2, expires: 30m }
    obligations: { alert: medium }
  - id: nobody-else-in-production
    description: Also where another policy opens the server.
    match: { direction: request, labels: [production] }
    when: '!("engineering" in principal.groups)'
    effect: deny
    message: Production is for engineering.
tests:
  - name: reading is free
    given: { principal: { groups: [engineering] }, labels: [production], tool: get_pod, capabilities: [read] }
    expect: allow
    rules: [production-may-be-read]
  - name: a change waits
    given: { principal: { groups: [engineering] }, labels: [production], tool: scale, capabilities: [write] }
    expect: approve
    rules: [production-changes-need-approval]
  - name: deleting waits for two
    given: { principal: { groups: [engineering] }, labels: [production], tool: delete_pod, capabilities: [delete] }
    expect: approve
    rules: [deleting-in-production-takes-two]
  - name: others stay out
    given: { principal: { groups: [sales] }, labels: [production], tool: get_pod, capabilities: [read] }
    expect: deny
    rules: [nobody-else-in-production]
  - name: other servers are not part of this
    given: { principal: { groups: [engineering] }, labels: [staging], tool: get_pod, capabilities: [read] }
    expect: deny
  - name: changes on other servers are not part of this
    given: { principal: { groups: [engineering] }, labels: [staging], tool: scale, capabilities: [write] }
    expect: deny
`,
};

export const WORKSPACE_ZONES: PolicyTemplate = {
  id: 'workspace-zones',
  title: 'Stay in the workspace',
  summary:
    'Paths in arguments have to lead into the workspace, after decoding and dots; some directories there are for reading only, some for nobody. Paths that cannot be told are denied.',
  text: `version: 1
name: workspace-zones
description: Agents work in their workspace and nowhere else.
rules:
  - id: engineering-uses-files
    match: { direction: request, servers: [files], principals: { groups: [engineering] } }
    effect: allow
pathZones:
  - id: workspace
    description: Put the directory of your file server here.
    match: { servers: [files] }
    inside: [/srv/workspace]
    readOnly: [/srv/workspace/docs]
    except: [/srv/workspace/.git, /srv/workspace/secrets]
    message: This path is outside of the workspace.
tests:
  - name: a file of the workspace is open
    given:
      principal: { groups: [engineering] }
      server: files
      tool: write_file
      capabilities: [write]
      args: { path: /srv/workspace/a.txt }
      roles: { /path: path }
    expect: allow
    rules: [engineering-uses-files]
  - name: dots do not lead out
    given:
      principal: { groups: [engineering] }
      server: files
      tool: read_file
      capabilities: [read]
      args: { path: /srv/workspace/../../etc/passwd }
      roles: { /path: path }
    expect: deny
    rules: [workspace]
  - name: documentation is read
    given:
      principal: { groups: [engineering] }
      server: files
      tool: read_file
      capabilities: [read]
      args: { path: /srv/workspace/docs/a.md }
      roles: { /path: path }
    expect: allow
  - name: documentation is not written
    given:
      principal: { groups: [engineering] }
      server: files
      tool: write_file
      capabilities: [write]
      args: { path: /srv/workspace/docs/a.md }
      roles: { /path: path }
    expect: deny
    rules: [workspace]
  - name: the secrets of the workspace are for nobody
    given:
      principal: { groups: [engineering] }
      server: files
      tool: read_file
      capabilities: [read]
      args: { path: /srv/workspace/secrets/key }
      roles: { /path: path }
    expect: deny
    rules: [workspace]
  - name: others stay out
    given: { server: files, tool: read_file, capabilities: [read] }
    expect: deny
  - name: other servers stay closed
    given: { principal: { groups: [engineering] }, server: memory, tool: read_graph, capabilities: [read] }
    expect: deny
`,
};
