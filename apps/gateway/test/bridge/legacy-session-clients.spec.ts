import { testCells } from './grid.js';

testCells(['legacy', 'legacy-v2']);
