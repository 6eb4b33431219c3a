FROM alpine:3.20
ARG VERSION
WORKDIR /srv/${VERSION:?say which version to build}
