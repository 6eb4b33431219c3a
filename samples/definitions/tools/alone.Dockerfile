FROM example/lint:latest
COPY scripts/build.sh /build.sh
RUN shellcheck /build.sh
