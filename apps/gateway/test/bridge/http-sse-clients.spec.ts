import { testCells } from './grid.js';

testCells(['http-sse']);
