export type { DemoSeed } from './seed/demo.js';
export { SCENARIOS, type Scenario, seed } from './seed/seed.js';
