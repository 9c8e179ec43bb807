#!/usr/bin/env node
const path = require('node:path');
const { loadBundle } = require('./load-bundle.cjs');

loadBundle(path.join(__dirname, '../dist/bundle/main.cjs'));
