#!/usr/bin/env node
// Not the built file itself: npm links only a program that exists before the build.
import '../dist/cli.js';
