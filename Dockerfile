# The product in one small image: Node, the bundle, nothing else. docs/operate.md says how it is run.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY . .
# The tests' browser, databases and Workers are not wanted here; npm leaves no cache behind
RUN npm ci --no-audit --no-fund && npm run bundle

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8787 PICTURES_DIR=/var/lib/amends/pictures
RUN install -d -o 1000 -g 1000 -m 0700 /var/lib/amends
WORKDIR /app
COPY --from=build /build/dist ./
# The image's own user "node"; a number, so that Kubernetes sees it is not root
USER 1000:1000
VOLUME /var/lib/amends
EXPOSE 8787
STOPSIGNAL SIGTERM
# Alive is: it answers and reaches PostgreSQL. What else /health says is for people, and a restart would not fix it
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/health').then(r=>r.json()).then(h=>process.exit(h.postgres==='good'?0:1),()=>process.exit(1))"]
# V8 collects garbage sooner when it has less room. The product lives in 60 MB, as it must on Workers (128 MB)
CMD ["node", "--max-semi-space-size=16", "--max-old-space-size=768", "serve.js"]
