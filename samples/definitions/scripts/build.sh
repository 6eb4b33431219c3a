#!/bin/sh
set -eu
docker build --tag "example/web:${GIT_COMMIT}" web
