ARG VERSION=1
RUN echo "there is no FROM above"
