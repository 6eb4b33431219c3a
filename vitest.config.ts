import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Browser and package tests start other programs on a machine that may be busy.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 10_000 } },
    // Rendering the site changes the working directory, which threads cannot.
    pool: 'forks',
  },
});
