import { coordinationSuite } from './coordination-suite.js';
import { createMemoryCoordination } from './memory-coordination.js';

coordinationSuite('in memory', { make: (now) => createMemoryCoordination({ now }) });
