import { describe, expect, test } from 'vitest';
import { readBuildahLog, readBuildkitLog, readClassicLog } from './record/progress-log.ts';

describe('what a build log says of each step', () => {
  test('BuildKit: a number followed by CACHED was cached; FROM and internal steps give no verdict', () => {
    const log = [
      '#1 [internal] load build definition from Dockerfile',
      '#1 DONE 0.0s',
      '#4 [build 1/4] FROM docker.io/library/base:1',
      '#5 [build 2/4] WORKDIR /src',
      '#5 CACHED',
      '#6 [build 3/4] COPY a.txt ./',
      '#6 DONE 0.1s',
      '#7 [build 4/4] RUN echo "#6 CACHED"',
      '#7 0.1 #6 CACHED',
      '#7 DONE 0.2s',
      '#8 LINK COPY --link a /a',
      '#8 CACHED',
    ].join('\n');
    expect(readBuildkitLog(log)).toEqual({
      '[build 2/4] WORKDIR /src': 'cached',
      '[build 3/4] COPY a.txt ./': 'ran',
      '[build 4/4] RUN echo "#6 CACHED"': 'ran',
      'LINK COPY --link a /a': 'cached',
    });
  });

  test('classic builder: every instruction but FROM is a step', () => {
    const log =
      'Step 1/3 : FROM base:1\n ---> 1\nStep 2/3 : ENV A=1\n ---> Using cache\nStep 3/3 : RUN x\n ---> Running in 2\n';
    expect(readClassicLog(log)).toEqual({ 'Step 2/3 : ENV A=1': 'cached', 'Step 3/3 : RUN x': 'ran' });
  });

  test('Buildah: every instruction but FROM is a step', () => {
    const log =
      '[1/2] STEP 1/2: FROM base:1\n[1/2] STEP 2/2: RUN x\n--> Using cache 12\n[2/2] STEP 2/3: COPY a b\n--> 34\n[2/2] COMMIT\n';
    expect(readBuildahLog(log)).toEqual({ '[1/2] STEP 2/2: RUN x': 'cached', '[2/2] STEP 2/3: COPY a b': 'ran' });
  });
});
