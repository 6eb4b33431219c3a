FROM alpine:3.20 AS me
COPY --from=me /a /b
