import type { PolicyTemplate } from './template.js';

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
