# syntax=docker/dockerfile:1

FROM debian:12-slim AS build
# The packages that ./dev lists for building. They change seldom, so they are a layer of their own.
COPY dev /project/dev
COPY tests/support /project/tests/support
WORKDIR /project
RUN ./dev setup build && rm -rf /var/lib/apt/lists/*
COPY . .
RUN ./dev build release backbone && strip build/release/backbone

FROM debian:12-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        ca-certificates curl \
        libboost-json1.81.0 \
        libsoci-core4.0 libsoci-odbc4.0 libsoci-postgresql4.0 libsoci-sqlite3-4.0 tdsodbc \
        libssl3 libsodium23 libcjose0 \
        libfmt9 libspdlog1.10 libyaml-cpp0.7 libprometheus-cpp-core1.0 libminizip1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/backbone --create-home backbone
COPY --from=build /project/build/release/backbone /usr/bin/backbone
COPY config /etc/backbone
USER backbone
WORKDIR /var/lib/backbone
EXPOSE 8080 8081
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s \
    CMD curl --fail --silent "http://127.0.0.1:${BACKBONE_HTTP__CONSUMER__PORT:-8080}/health/ready" >/dev/null
STOPSIGNAL SIGTERM
# All commands use the same configuration: `docker run … backbone migrate`, `docker exec … backbone client list`.
ENV BACKBONE_CONFIG=/etc/backbone/prod.yaml
ENTRYPOINT ["backbone"]
CMD ["serve"]
