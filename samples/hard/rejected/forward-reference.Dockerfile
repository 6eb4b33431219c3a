FROM alpine:3.20
COPY --from=later /file /file
FROM alpine:3.20 AS later
RUN touch /file
FROM later
COPY --from=0 /file /file
