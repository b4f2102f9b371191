# The control plane with the web console. Build it from the project's root:
#   DOCKER_BUILDKIT=1 docker build -f infrastructure/docker/server.Dockerfile -t sri-server .
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY worker/package.json worker/
COPY desktop/package.json desktop/
COPY examples/portal/package.json examples/portal/

FROM manifests AS packages
RUN --mount=type=cache,target=/root/.npm,sharing=locked \
    npm ci --ignore-scripts --omit=dev --workspace shared --workspace server
COPY infrastructure/docker/trim-packages.sh /
RUN sh /trim-packages.sh node_modules

# The whole toolchain is needed here, and nothing of it goes further than this stage.
FROM manifests AS console
RUN --mount=type=cache,target=/root/.npm,sharing=locked \
    npm ci --ignore-scripts --include-workspace-root --workspace shared --workspace desktop
COPY tsconfig.base.json ./
COPY shared shared
COPY desktop desktop
RUN NODE_ENV=production node node_modules/vite/bin/vite.js build \
    --config=desktop/web.vite.config.ts --outDir=/console --logLevel=warn

FROM ${NODE_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="SRI control plane" \
      org.opencontainers.image.description="HTTP API, web console, and the relay into the Redis queue" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production SRI_ENV=production HOST=0.0.0.0 PORT=3000 CONSOLE_DIR=/app/console
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=console /console console
COPY package.json ./
COPY shared shared
COPY server server
COPY infrastructure/docker/server-health.ts health/
USER node
WORKDIR /app/server
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=20s --timeout=15s --start-period=60s --retries=3 CMD ["node", "/app/health/server-health.ts"]
CMD ["node", "main.ts"]
