import {defineConfig} from 'vitest/config';

// The tests of the command line run the built program: build first.
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    // They mostly wait for disks and processes.
    maxWorkers: 3,
  },
});
