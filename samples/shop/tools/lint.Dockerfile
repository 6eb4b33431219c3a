# syntax=docker/dockerfile:1
# Run as: docker build --file tools/lint.Dockerfile .
FROM node:22-bookworm-slim AS lint
WORKDIR /src
RUN npm install --global prettier@3
COPY services services
COPY libs libs
RUN prettier --check "services/**/*.mjs" "libs/**/*.mjs" > /report.txt || true

FROM scratch
COPY --from=lint /report.txt /
