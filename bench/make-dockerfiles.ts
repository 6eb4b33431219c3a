/** Dockerfiles as people write them, each a little different; the same number, the same Dockerfiles. */
export function makeDockerfiles(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => makeDockerfile(index));
}

const languages = [
  {
    image: 'node:22-bookworm-slim',
    manifest: 'package.json package-lock.json',
    install: 'npm ci',
    build: 'npm run build',
  },
  {
    image: 'golang:1.23-alpine',
    manifest: 'go.mod go.sum',
    install: 'go mod download',
    build: 'go build -o /out/app ./cmd',
  },
  {
    image: 'python:3.12-slim',
    manifest: 'requirements.txt',
    install: 'pip install -r requirements.txt',
    build: 'true',
  },
  {
    image: 'maven:3.9-eclipse-temurin-21',
    manifest: 'pom.xml',
    install: 'mvn -B dependency:go-offline',
    build: 'mvn -B package',
  },
] as const;

function makeDockerfile(index: number): string {
  const language = languages[index % languages.length] ?? languages[0];
  const packages = Array.from({ length: 3 + (index % 9) }, (_, i) => `      package-${i}`).join(' \\\n');
  return `# syntax=docker/dockerfile:1
# Service number ${index}
ARG VERSION=1.${index}
ARG BASE=${language.image}

FROM --platform=$BUILDPLATFORM \${BASE} AS deps
WORKDIR /src
ENV NODE_ENV=production \\
    SERVICE_NAME="service ${index}"
RUN apt-get update && apt-get install -y --no-install-recommends \\
${packages} \\
    && rm -rf /var/lib/apt/lists/*
COPY ${language.manifest} ./
RUN --mount=type=cache,target=/root/.cache ${language.install}

FROM deps AS build
ARG VERSION
ARG TARGETARCH
COPY --chown=1000:1000 src ./src
COPY ["assets", "more assets", "/src/assets/"]
RUN <<EOF
set -e
echo "building \${VERSION} for $TARGETARCH"
${language.build}
EOF

FROM debian:bookworm-slim AS runtime
LABEL org.opencontainers.image.title="service ${index}" \\
      org.opencontainers.image.version="\${VERSION:-none}"
RUN useradd --uid 1000 app
COPY --from=build --link /out /opt/app
WORKDIR /opt/app
USER app
EXPOSE ${3000 + (index % 100)}/tcp
HEALTHCHECK --interval=30s CMD ["/opt/app/health"]
ENTRYPOINT ["/opt/app/run"]
CMD ["--port", "${3000 + (index % 100)}"]
`;
}

/** One stage of so many lines. */
export function longDockerfile(lines: number): string {
  return `FROM alpine:3\n${'RUN make all\n'.repeat(lines - 1)}`;
}

/** Stages of so many steps each that copy from those before them, and `s0` to `s3` from an image. */
export function wideDockerfile(stages: number, stepsOfStage: number): string {
  return Array.from({ length: stages }, (_, stage) => {
    const from = stage < 4 ? 'alpine:3' : `s${stage - 4}`;
    const copy = stage < 4 ? 'RUN begin' : `COPY --from=s${stage - 3} /out /in`;
    return `FROM ${from} AS s${stage}\n${copy}\n${'RUN make all\n'.repeat(stepsOfStage - 2)}`;
  }).join('');
}
