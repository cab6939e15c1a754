import {defineConfig} from 'vitest/config';

// The tests of the command line run the built program: build first.
export default defineConfig({test: {include: ['tests/**/*.test.ts'], testTimeout: 30_000}});
