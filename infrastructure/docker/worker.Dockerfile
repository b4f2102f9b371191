# The execution plane with its browser. Build it from the project's root:
#   DOCKER_BUILDKIT=1 docker build -f infrastructure/docker/worker.Dockerfile -t sri-worker .
# Chromium keeps its sandbox: run it with infrastructure/docker/seccomp-chromium.json.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY shared/package.json shared/
COPY server/package.json server/
COPY worker/package.json worker/
COPY desktop/package.json desktop/
COPY examples/portal/package.json examples/portal/
RUN --mount=type=cache,target=/root/.npm,sharing=locked \
    npm ci --ignore-scripts --omit=dev --workspace shared --workspace worker
COPY infrastructure/docker/trim-packages.sh /
RUN sh /trim-packages.sh node_modules \
    # Of Tesseract only what Node runs with these languages: its LSTM engine, and the data made for that.
    && rm -f node_modules/tesseract.js-core/*.wasm.js \
    && find node_modules/tesseract.js-core -name 'tesseract-core*' ! -name '*lstm*' -delete \
    && rm -rf node_modules/@tesseract.js-data/*/4.0.0

FROM ${NODE_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
# The shell draws by itself: Mesa's drivers and their compiler (160 MB) are never loaded, nor is Vulkan's checker.
RUN apt-get update \
    && apt-get install -y --no-install-recommends chromium-headless-shell fonts-liberation \
    && rm -rf /usr/lib/*/libLLVM-* /usr/lib/*/libz3.so* /usr/lib/*/dri /usr/lib/chromium/libVkLayer_* \
    && rm -rf /var/lib/apt/lists/* /var/log/apt /var/log/dpkg.log /var/cache/debconf/*-old
LABEL org.opencontainers.image.title="SRI worker" \
      org.opencontainers.image.description="Claims jobs and runs them in a headless Chromium" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production SRI_ENV=production SPOOL_DIR=/tmp/sri-worker WORKER_IMAGE=${VERSION}
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY shared shared
COPY worker worker
COPY infrastructure/docker/worker-health.ts infrastructure/docker/worker-entrypoint.sh health/
# Every line goes to standard output as well, where the engine keeps and rotates it: the file would only fill a disk.
RUN mkdir -p worker/logs && ln -s /dev/null worker/logs/worker-combined.log
USER node
WORKDIR /app/worker
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=20s --timeout=15s --start-period=90s --retries=4 CMD ["node", "/app/health/worker-health.ts"]
ENTRYPOINT ["sh", "/app/health/worker-entrypoint.sh"]
CMD ["node", "main.ts"]
