# syntax=docker/dockerfile:1
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=docker
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /out/mingzhang ./cmd/mingzhang \
 && mkdir -p /out/data /out/tmp

FROM scratch
COPY --from=build /out/mingzhang /mingzhang
# A volume takes over the owner of the folder that it covers.
COPY --from=build --chown=65532:65532 /out/data /data
# The children that read PDF work in a folder of their own below /tmp.
COPY --from=build --chown=65532:65532 /out/tmp /tmp
USER 65532:65532
ENV MINGZHANG_ADDR=0.0.0.0:8080 MINGZHANG_DATA=/data XDG_CACHE_HOME=/data/cache
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["/mingzhang", "health"]
ENTRYPOINT ["/mingzhang"]
CMD ["serve"]
