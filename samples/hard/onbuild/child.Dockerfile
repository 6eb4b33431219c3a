# The parent's triggers run first, and one of them takes a file of a stage that it has never heard of.
FROM busybox:1.36 AS tools
RUN mkdir -p /bin && echo 'exec true' > /bin/check

FROM hard/onbuild-parent:1
RUN check
