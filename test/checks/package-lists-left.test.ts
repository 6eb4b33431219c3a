import { describe } from 'vitest';
import { testRows } from './found-by.ts';

const rule = 'package-lists-left';

describe(rule, () => {
  testRows(rule, [
    ['apt', ['RUN apt-get update && apt-get install -y curl'], {}, ['Dockerfile:2']],
    ['apt in a here-document', ['RUN <<EOF', 'apt-get update', 'apt-get install -y curl', 'EOF'], {}, ['Dockerfile:2']],
    [
      'apt, the lists taken away in another layer',
      ['RUN apt-get update', 'RUN rm -rf /var/lib/apt/lists/*'],
      {},
      ['Dockerfile:2'],
    ],
    ['apk', ['RUN apk update && apk add curl'], {}, ['Dockerfile:2']],
    ['dnf', ['RUN dnf install -y curl'], {}, ['Dockerfile:2']],
    ['yum', ['RUN yum -y update'], {}, ['Dockerfile:2']],
    ['apt, taken away', ['RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*'], {}, []],
    ['apt, the whole folder taken away', ['RUN apt-get update; rm -r /var/lib/apt'], {}, []],
    [
      'apt, taken away by its own command',
      ['RUN apt-get update && apt-get install -y curl && apt-get dist-clean'],
      {},
      [],
    ],
    ['apt, taken away by find', ['RUN apt-get update && find /var/lib/apt/lists -type f -delete'], {}, []],
    ['apt, taken away with others in braces', ['RUN apt-get update && rm -rf /var/lib/{apt,dpkg}/*'], {}, []],
    ['apt, perhaps taken away by a script', ['RUN apt-get update && ./clean.sh'], {}, []],
    ['apt with a cache mount', ['RUN --mount=type=cache,target=/var/lib/apt apt-get update'], {}, []],
    ['apk without a cache', ['RUN apk add --no-cache curl'], {}, []],
    ['dnf, cleaned', ['RUN dnf install -y curl && dnf clean all'], {}, []],
    ['the words in a text', ['RUN echo "apt-get update"'], {}, []],
    [
      'a stage that is only copied from',
      ['FROM y AS build', 'RUN apt-get update', 'FROM x', 'COPY --from=build /a /a'],
      {},
      [],
    ],
  ]);
});
