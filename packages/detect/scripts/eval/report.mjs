const percent = (part) => `${(100 * part).toFixed(1)} %`;
const of = ({ hits, total }) => percent(hits / total);
const between = ({ interval: [low, high] }) => `${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)}`;

const HEAD = ['', 'records', 'found', '95 %', 'blocked', 'at 1 % false', 'at 0.1 % false', 'by literals'];

const cells = (label, { shipped, blocked, atOne, atTenth, floor }) => [
  label,
  String(shipped.total),
  of(shipped),
  between(shipped),
  of(blocked),
  of(atOne),
  of(atTenth),
  of(floor),
];

const rowsOf = ({ surface, attacks, benign }) => [
  ...attacks.map((row) => cells(`${surface}: ${row.name}`, row)),
  ...(benign === null ? [] : [cells(`${surface}: benign (stopped by mistake)`, benign)]),
];

const sourceRowsOf = ({ surface, attackSources, benignSources }) => [
  ...attackSources.map((row) => cells(`${surface}: ${row.name}`, row)),
  ...benignSources.map((row) => cells(`${surface}: ${row.name} (benign)`, row)),
];

const aligned = (rows) => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '))
    .join('\n');
};

const markdown = (rows) =>
  rows
    .flatMap((row, index) => [
      `| ${row.join(' | ')} |`,
      ...(index === 0 ? [`|${row.map((_, i) => (i === 0 ? '---' : '--:')).join('|')}|`] : []),
    ])
    .join('\n');

const micros = (value) => (value < 1_000 ? `${Math.round(value)} µs` : `${(value / 1_000).toFixed(2)} ms`);

const costText = (cost) =>
  cost.map(({ label, median, p90 }) => `${label} ${micros(median)} (90th percentile ${micros(p90)})`).join(', ');

/** For a terminal. */
export const textOf = (sets) =>
  sets
    .map(
      ({ title, table, cost }) =>
        `\n${title}\n\n${aligned([HEAD, ...table.flatMap(rowsOf)])}\n\nBy source\n\n${aligned([
          HEAD,
          ...table.flatMap(sourceRowsOf),
        ])}\n\nCost of benign answers: ${costText(cost)}\n`,
    )
    .join('');

/** docs/quality.md */
export const pageOf = (sets) => `# How good inspection is

Written by \`pnpm eval --write\`; do not edit. Every figure is what \`sallyport inspect\` says of labelled records with the policy that
ships and no other setting: the same detectors, classifier, thresholds and policy engine as in the gateway.

- **found**: the share that is flagged or blocked. For benign records that is the share stopped by mistake.
- **95 %**: Wilson's interval.
- **blocked**: what the policy that ships denies. The rest is delivered, recorded and, for secrets, redacted.
- **at 1 %, at 0.1 % false**: the share of attacks that score higher than all but 1 % (0.1 %) of the benign of the same surface.
- **by literals**: what a search for some forty plain strings finds (\`packages/detect/scripts/eval/floor.mjs\`): the floor.
- **of sources kept out of training**: nothing of these sources was in what the classifier was trained on. Trust these rows more
  than the others: records of sources that were trained on resemble each other.
- **tuned**: the rules were written by people who read what was missed and what was stopped by mistake, in the training and in the
  development split, sources kept out of training included. A rule is for a kind of attack, with cases of its own words and honest twins
  in its spec; of the kinds first found in the development split most have their like in training groups, some have not (lures, other
  tasks instead). So found on the development split is more than what unseen text of the same kinds would show; how much more nobody
  can say without text that nobody has read.
- **in words the literals do not have**: paraphrased. **in other languages**: mostly not in Latin script, or machine-translated.

\`npm test\` fails when a figure leaves the interval of the last published one (\`packages/detect/quality/baseline.json\`). What is
missed: \`pnpm eval --missed tool_result\`; what is stopped by mistake: \`pnpm eval --false tool_result\`.

${sets.map(setPage).join('\n')}
${missedPage(sets[0].all)}`;

const ABOUT = {
  quality: `Written for this product: everyday messages of developers and people around them, none of which may be blocked, and for each
technique of the attack catalogue an attack, its evasions and an honest twin (\`packages/detect/quality/\`).`,
  corpora: `Public, labelled data of many sources; not part of the repository. Labels of benign records are assumed, not reviewed.`,
};

const setPage = ({ name, title, table, cost }) => `## ${title}

${ABOUT[name]}

${markdown([HEAD, ...table.flatMap(rowsOf)])}

Cost of inspecting a benign answer in processor time, median: ${costText(cost)}.

### By source

${markdown([HEAD, ...table.flatMap(sourceRowsOf)])}
`;

/** Cases of the catalogue that are judged wrongly, by technique. */
const missedPage = (all) => {
  const wrong = all.filter(
    ({ source, malicious, verdict }) => source === 'catalogue' && malicious === (verdict === 'allow'),
  );
  const rows = wrong.map(({ id, malicious, surface, record }) => [
    record.technique,
    malicious ? `missed: ${record.variant}` : 'an honest twin is stopped',
    surface,
    id,
  ]);
  return `## What is judged wrongly

Of the ${all.filter(({ source }) => source === 'catalogue').length} cases of the catalogue (\`packages/detect/quality/catalogue.jsonl\`):

${markdown([['technique', 'case', 'surface', 'id'], ...rows])}
`;
};
