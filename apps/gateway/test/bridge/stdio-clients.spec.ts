import { testCells } from './grid.js';

testCells(['stdio', 'stdio-modern']);
