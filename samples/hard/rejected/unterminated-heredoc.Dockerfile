FROM alpine:3.20
RUN <<EOT
echo "where does it end"
