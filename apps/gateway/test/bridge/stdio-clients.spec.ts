import { testCells } from './grid.js';

// A guard wraps a command, so these clients meet the servers that are one.
testCells(['stdio', 'stdio-modern'], ['stdio', 'stdio-modern']);
