/** Ratios that have a limit; absolute times belong to the machine and are only printed. */
export function limitsOf({ cells, targets }) {
  const cell = (size, concurrency) =>
    cells.find((candidate) => candidate.size === size && candidate.concurrency === concurrency);
  const ratio = (size, concurrency) => cell(size, concurrency).gateway.cpu / cell(size, concurrency).reference.cpu;
  const { direct, reference, gateway } = cell(2048, 1);
  return [
    { name: 'CPU per call, 2 KB, 32 at once, ÷ reference', value: ratio(2048, 32), limit: 1.3 },
    { name: 'CPU per call, 50 KB, 32 at once, ÷ reference', value: ratio(51_200, 32), limit: 3 },
    {
      name: 'added p50, 2 KB, one at a time, ÷ reference',
      value: (gateway.p50 - direct.p50) / (reference.p50 - direct.p50),
      limit: 1.3,
    },
    { name: 'memory under load, MB', value: Math.max(...cells.map((row) => row.gateway.rss)), limit: 110 },
    { name: 'failed calls', value: cells.reduce((sum, row) => sum + row.gateway.errors, 0), limit: 0 },
    { name: 'memory idle, MB', value: targets.find(({ name }) => name === 'gateway').idleMb, limit: 65 },
  ];
}

const n = (value, digits = 0) => (Number.isFinite(value) ? value.toFixed(digits) : '–');

/** The report as Markdown. */
export function render(report) {
  const { plan, cells, targets } = report;
  const rows = cells.flatMap((cell) =>
    targets.map(({ name }) => {
      const row = cell[name];
      const ratio = name === 'gateway' ? n(row.cpu / cell.reference.cpu, 2) : name === 'reference' ? '1.00' : '';
      const added = name === 'direct' ? ['', ''] : [n(row.p50 - cell.direct.p50), n(row.p99 - cell.direct.p99)];
      return `| ${cell.size / 1024} KB | ${cell.concurrency} | ${name} | ${n(row.cpu, 1)} | ${ratio} | ${n(row.p50)} | ${added[0]} | ${n(row.p99)} | ${added[1]} | ${n(row.perSecond)} | ${n(row.rss)} | ${row.quiet}/${row.windows} | ${row.errors} |`;
    }),
  );
  const limits = limitsOf(report).map(
    ({ name, value, limit }) => `| ${name} | ${n(value, 2)} | ${limit} | ${value <= limit ? 'yes' : '**no**'} |`,
  );
  const gateway = targets.find(({ name }) => name === 'gateway');
  return `# Performance

Written by \`pnpm bench\` on ${report.date}: Node ${report.node}, ${report.cores} cores (${report.cpu}), ${report.canPin ? 'proxy pinned to one core, upstream and load generator to another' : 'processes not pinned'}.
Read ratios and CPU per call; absolute microseconds belong to that machine.

- **direct**: the load generator speaks to the MCP server. **reference**: a reverse proxy of node:http and undici that parses nothing.
  **gateway**: authentication, policy (20 rules), inspection both ways, digests, records through the spool to a control plane, all on.
- ${plan.rounds} rounds, targets in shuffled order in each, windows of ${plan.seconds} s after ${plan.warm} s of warm-up; medians over windows in which the rest of the
  machine used less than 0.3 cores (column *quiet*). The request is a \`tools/call\` of about 300 bytes; the answer has the size named.
- Each gateway window planted one key in an argument and one in a result; all ${report.planted} of each were in the records.

| wanted | measured | at most | met |
|---|---|---|---|
${limits.join('\n')}

| answer | at once | target | CPU µs/call | ÷ reference | p50 µs | added | p99 µs | added | calls/s | RSS MB | quiet | errors |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
${rows.join('\n')}

Memory idle: reference ${n(targets.find(({ name }) => name === 'reference').idleMb)} MB, gateway ${n(gateway.idleMb)} MB. Gateway ready ${n(gateway.readyMs)} ms after its start. p99 is a queueing figure at 32 at once and
mostly neighbours at one at a time: it is printed, not judged.
`;
}
