# Backups and restores: Postgres' own programs, of the server's version, and Node. Build it from the project's root:
#   DOCKER_BUILDKIT=1 docker build -f infrastructure/docker/backup.Dockerfile -t sri-backup .
ARG NODE_IMAGE=node:24-bookworm-slim
ARG POSTGRES_IMAGE=postgres:17-bookworm

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY worker/package.json worker/
COPY desktop/package.json desktop/
COPY examples/portal/package.json examples/portal/
RUN --mount=type=cache,target=/root/.npm,sharing=locked \
    npm ci --ignore-scripts --omit=dev --workspace shared
COPY infrastructure/docker/trim-packages.sh /
RUN sh /trim-packages.sh node_modules

FROM ${POSTGRES_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="SRI backups" \
      org.opencontainers.image.description="Receives the log of Postgres, takes its backups, restores them" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production BACKUP_SPOOL=/spool
WORKDIR /app
COPY --from=packages /usr/local/bin/node /usr/local/bin/node
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY shared shared
COPY infrastructure/backup infrastructure/backup
RUN mkdir /spool && chown postgres:postgres /spool
USER postgres
WORKDIR /app/infrastructure/backup
VOLUME /spool
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=15s --start-period=90s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:9187/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT []
CMD ["node", "main.ts"]
