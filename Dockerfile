# The portal, built in a first stage and alone in the second: docs/operations.md says how it is run.
# Both stages from the same system: native parts (argon2) are those of the stage that builds.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Exactly what the lock file says, or nothing. (scripts/run.mjs does not: a newcomer’s registry may lack the binary of another platform.)
RUN npm ci --no-audit --no-fund --include=dev
COPY . .
RUN npm run package

FROM node:24-bookworm-slim
ENV NODE_ENV=production
ENV PORT=3000
WORKDIR /app
# Owned by root: the portal writes nothing beside its database.
COPY --from=build /app/.package ./
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
# Alive, whatever the database does: an outage of the database must not have every instance started again.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--disable-warning=ExperimentalWarning", "scripts/serve.mjs"]
