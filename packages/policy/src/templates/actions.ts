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

export const LIMITS: PolicyTemplate = {
  id: 'limits-and-budgets',
  title: 'Rate limits and budgets',
  summary:
    'Each person may call 120 times a minute and delete 20 times an hour; payments are counted against a budget of a day, and a single one above 1000 waits for finance. Limits bind what other policies allow as well.',
  text: `version: 1
name: limits-and-budgets
description: An agent gone wild stops by itself.
rules:
  - id: engineering-calls-in-measure
    match: { direction: request, methods: [tools/call], principals: { groups: [engineering] } }
    when: '!("delete" in tool.capabilities)'
    effect: allow
    obligations:
      limits:
        - { max: 120, every: 1m, per: [principal] }
        - { max: 5000, every: 1h, per: [server] }
  - id: deleting-in-measure
    match: { direction: request, methods: [tools/call], principals: { groups: [engineering] } }
    when: '"delete" in tool.capabilities'
    effect: allow
    obligations:
      limits:
        - { max: 20, every: 1h, per: [principal, server] }
  - id: payments-have-a-budget
    description: The amounts of a day together, each person by itself.
    match: { direction: request, tools: [create_payment], principals: { groups: [finance] } }
    effect: allow
    obligations:
      capture: arguments
      limits:
        - { of: cost, at: /amount, max: 5000, every: 1d, per: [principal] }
  - id: large-payments-need-a-person
    description: A payment without an amount that can be read counts as large.
    match: { direction: request, tools: [create_payment] }
    when: numberAt(args, "/amount") > 1000
    effect: approve
    approvers: { groups: [finance-leads], count: 1, expires: 4h }
    message: Payments above 1000 wait for a lead of finance.
  - id: no-mass-mail
    match: { direction: request, tools: [send_email] }
    when: countAt(args, "/recipients") > 20
    effect: deny
    message: At most 20 recipients at once.
tests:
  - name: engineering calls tools
    given: { principal: { groups: [engineering] }, tool: get_issue, capabilities: [read] }
    expect: allow
    rules: [engineering-calls-in-measure]
  - name: engineering deletes in measure
    given: { principal: { groups: [engineering] }, tool: delete_issue, capabilities: [delete] }
    expect: allow
    rules: [deleting-in-measure]
  - name: a small payment goes through
    given: { principal: { groups: [finance] }, tool: create_payment, args: { amount: 80 } }
    expect: allow
    rules: [payments-have-a-budget]
  - name: a large payment waits
    given: { principal: { groups: [finance] }, tool: create_payment, args: { amount: "1500.00" } }
    expect: approve
    rules: [large-payments-need-a-person]
  - name: mail to many is stopped
    given:
      principal: { groups: [engineering] }
      tool: send_email
      args: { recipients: [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u] }
    expect: deny
    rules: [no-mass-mail]
  - name: mail to a few is not
    given: { principal: { groups: [engineering] }, tool: send_email, args: { recipients: [a, b] } }
    expect: allow
  - name: others stay out
    given: { tool: get_issue, capabilities: [read] }
    expect: deny
  - name: others do not delete
    given: { tool: delete_issue, capabilities: [delete] }
    expect: deny
  - name: engineering lists nothing by this
    given: { principal: { groups: [engineering] }, method: resources/read }
    expect: deny
  - name: nor does a request to delete that is no call
    given: { principal: { groups: [engineering] }, method: tools/list, tool: delete_issue, capabilities: [delete] }
    expect: deny
  - name: others do not pay
    given: { tool: create_payment, args: { amount: 80 } }
    expect: deny
`,
};

export const MAIL_INSIDE: PolicyTemplate = {
  id: 'mail-stays-inside',
  title: 'Mail stays inside',
  summary:
    'Mail to addresses of your own domain goes out; mail to others waits for a person, and addresses that cannot be read are denied. Put your domain and the argument of your mail tool in.',
  text: `version: 1
name: mail-stays-inside
description: Agents write to colleagues. To others, only with a person's word.
rules:
  - id: staff-sends-mail
    match: { direction: request, tools: [send_email], principals: { groups: [staff] } }
    when: has(args.to)
    effect: allow
  - id: mail-to-others-needs-a-person
    match: { direction: request, tools: [send_email], principals: { groups: [staff] } }
    when: has(args.to) && emailDomain(args.to) != "acme.example"
    effect: approve
    approvers: { count: 1, expires: 4h }
    message: Mail to people outside waits for a person.
  - id: one-address-at-a-time
    description: A list in one text could hold anybody.
    match: { direction: request, tools: [send_email] }
    when: has(args.to) && args.to.contains(",")
    effect: deny
    message: Write to one address at a time.
tests:
  - name: mail to a colleague goes out
    given: { principal: { groups: [staff] }, tool: send_email, args: { to: "Ada <ada@acme.example>" } }
    expect: allow
    rules: [staff-sends-mail]
  - name: mail to others waits
    given: { principal: { groups: [staff] }, tool: send_email, args: { to: eve@other.example } }
    expect: approve
    rules: [mail-to-others-needs-a-person]
  - name: two addresses in one are denied
    given: { principal: { groups: [staff] }, tool: send_email, args: { to: "ada@acme.example, eve@other.example" } }
    expect: deny
    rules: [one-address-at-a-time]
  - name: mail to nobody is not sent
    given: { principal: { groups: [staff] }, tool: send_email, args: {} }
    expect: deny
  - name: others send nothing
    given: { tool: send_email, args: { to: ada@acme.example } }
    expect: deny
  - name: others get no approval
    given: { tool: send_email, args: { to: eve@other.example } }
    expect: deny
  - name: other tools are not part of this
    given: { principal: { groups: [staff] }, tool: delete_email, args: { to: ada@acme.example } }
    expect: deny
`,
};

export const NO_INSIDE_ADDRESSES: PolicyTemplate = {
  id: 'no-inside-addresses',
  title: 'No addresses of the inside',
  summary:
    'Web addresses in arguments that are numbers of private, local or cloud-metadata networks, in any notation, are denied. Names are not looked up: a name that leads inside is for the server and the network to stop.',
  text: `version: 1
name: no-inside-addresses
description: Agents do not reach into the inside of the network through servers.
rules:
  - id: no-inside-addresses
    match: { direction: request, methods: [tools/call] }
    when: argRoles.urls.exists(u, urlRange(u) in ["private", "loopback", "link-local", "metadata", "reserved"])
    effect: deny
    message: This address is inside the network.
tests:
  - name: a private address is denied
    given: { tool: fetch, args: { url: "http://10.0.0.5/" }, roles: { /url: url } }
    expect: deny
    rules: [no-inside-addresses]
  - name: so is one that is written as a single number
    given: { tool: fetch, args: { url: "http://2852039166/latest" }, roles: { /url: url } }
    expect: deny
    rules: [no-inside-addresses]
`,
};
