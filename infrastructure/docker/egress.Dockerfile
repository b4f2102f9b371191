# The workers' only way out: Squid, with a resolver of its own that gives no private address to it. Both are Debian's and
# get Debian's security fixes: build it anew for them.
FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends squid unbound \
    && rm -rf /var/lib/apt/lists/* /var/log/apt /var/log/dpkg.log /etc/squid/conf.d /etc/unbound/unbound.conf.d
LABEL org.opencontainers.image.title="SRI egress proxy" \
      org.opencontainers.image.description="Squid and Unbound: public addresses only, at the ports of the web" \
      org.opencontainers.image.licenses="MIT"
COPY infrastructure/docker/egress /etc/sri-egress
USER proxy
EXPOSE 3128
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=3 CMD ["bash", "/etc/sri-egress/health.sh"]
CMD ["bash", "/etc/sri-egress/start.sh"]
