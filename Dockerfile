# syntax=docker/dockerfile:1
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=docker
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /out/mingzhang ./cmd/mingzhang \
 && mkdir -p /out/data

FROM scratch
COPY --from=build /out/mingzhang /mingzhang
# A volume takes over the owner of the folder that it covers.
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
ENV MINGZHANG_ADDR=0.0.0.0:8080 MINGZHANG_DATA=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["/mingzhang", "health"]
ENTRYPOINT ["/mingzhang"]
CMD ["serve"]
