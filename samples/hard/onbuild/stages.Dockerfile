# Triggers between stages of one file; the grandchild gets none.
FROM alpine:3.20 AS parent
ONBUILD RUN echo triggered > /triggered
ONBUILD WORKDIR /from-trigger

FROM parent AS child
RUN cat /triggered

FROM child AS grandchild
RUN test -d /from-trigger
