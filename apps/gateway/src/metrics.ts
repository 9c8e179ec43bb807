/** Upper bounds of the latency histograms, seconds. */
const BUCKETS_SECONDS = [
  0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30,
] as const;

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  lines(): string[];
}

/** A counter by one label of a closed set of values, so that nothing a tenant chooses can become a series. */
export class Counter implements Metric {
  readonly type = 'counter';
  readonly name: string;
  readonly help: string;
  private readonly label: string;
  private readonly values = new Map<string, number>();

  constructor(name: string, help: string, label: string) {
    this.name = name;
    this.help = help;
    this.label = label;
  }

  add(value: string, by = 1): void {
    this.values.set(value, (this.values.get(value) ?? 0) + by);
  }

  get(value: string): number {
    return this.values.get(value) ?? 0;
  }

  lines(): string[] {
    return [...this.values].map(([value, count]) => `${this.name}{${this.label}="${value}"} ${count}`);
  }
}

/** A value read when it is asked for. */
class Gauge implements Metric {
  readonly type = 'gauge';
  readonly name: string;
  readonly help: string;
  private readonly read: () => number;

  constructor(name: string, help: string, read: () => number) {
    this.name = name;
    this.help = help;
    this.read = read;
  }

  lines(): string[] {
    return [`${this.name} ${this.read()}`];
  }
}

export class Histogram implements Metric {
  readonly type = 'histogram';
  readonly name: string;
  readonly help: string;
  private readonly counts = new Float64Array(BUCKETS_SECONDS.length + 1);
  private sumUs = 0;

  constructor(name: string, help: string) {
    this.name = name;
    this.help = help;
  }

  observeUs(us: number): void {
    this.sumUs += us;
    let bucket = 0;
    while (bucket < BUCKETS_SECONDS.length && us > (BUCKETS_SECONDS[bucket] ?? 0) * 1e6) bucket++;
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
  }

  lines(): string[] {
    let total = 0;
    const buckets = BUCKETS_SECONDS.map((bound, i) => {
      total += this.counts[i] ?? 0;
      return `${this.name}_bucket{le="${bound}"} ${total}`;
    });
    total += this.counts[BUCKETS_SECONDS.length] ?? 0;
    return [
      ...buckets,
      `${this.name}_bucket{le="+Inf"} ${total}`,
      `${this.name}_sum ${this.sumUs / 1e6}`,
      `${this.name}_count ${total}`,
    ];
  }
}

/** What the gateway counts. No label ever holds an organisation, a server, a tool or a person. */
export class Metrics {
  readonly calls = new Counter('gateway_calls_total', 'Recorded calls by how they ended', 'outcome');
  readonly refusals = new Counter('gateway_refusals_total', 'Messages refused, by error code', 'code');
  readonly httpRefusals = new Counter(
    'gateway_http_refusals_total',
    'Requests refused for what is wrong with their HTTP, before anything was read of them',
    'reason',
  );
  readonly unrecorded = new Counter(
    'gateway_unrecorded_refusals_total',
    'Refusals counted here only, because their organisation is unknown or its budget for them is used up',
    'code',
  );
  readonly serverMessages = new Counter(
    'gateway_server_messages_total',
    'Messages servers started, by what became of them',
    'fate',
  );
  readonly snapshotRefusals = new Counter(
    'gateway_snapshot_refusals_total',
    'Snapshots that were not put into force, by why; what was in force stayed',
    'reason',
  );
  readonly callDuration = new Histogram('gateway_call_duration_seconds', 'From the first byte to the completed record');
  readonly decideDuration = new Histogram('gateway_decision_duration_seconds', 'Policy decisions of requests');
  readonly inspectDuration = new Histogram('gateway_inspection_duration_seconds', 'Inspection, both directions');
  private readonly gauges: Metric[] = [];

  gauge(name: string, help: string, read: () => number): void {
    this.gauges.push(new Gauge(name, help, read));
  }

  /** Prometheus text exposition format 0.0.4. */
  render(): string {
    const all: Metric[] = [
      this.calls,
      this.refusals,
      this.httpRefusals,
      this.unrecorded,
      this.serverMessages,
      this.snapshotRefusals,
      this.callDuration,
      this.decideDuration,
      this.inspectDuration,
      ...this.gauges,
    ];
    const blocks = all.map((metric) =>
      [`# HELP ${metric.name} ${metric.help}`, `# TYPE ${metric.name} ${metric.type}`, ...metric.lines()].join('\n'),
    );
    return `${blocks.join('\n')}\n`;
  }
}
