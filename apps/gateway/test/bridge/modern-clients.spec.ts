import { testCells } from './grid.js';

testCells(['modern']);
