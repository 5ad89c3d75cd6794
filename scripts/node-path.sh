# Sourced, with $root set: puts Node 24 or newer first on PATH where setup has installed one into .node.
# A Node that is already new enough stays in charge.

# True when `node` on PATH runs this repository's TypeScript without a build step.
node_is_new_enough() {
  command -v node >/dev/null 2>&1 && [ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 24' 2>/dev/null)" = true ]
}

if ! node_is_new_enough && [ -x "$root/.node/node_modules/node/bin/node" ]; then
  PATH="$root/.node/node_modules/.bin:$PATH"
  export PATH
fi

# What Node makes of TypeScript is kept, checked by content: a service starts in half the time (docs/adr/0001).
NODE_COMPILE_CACHE=${NODE_COMPILE_CACHE-$root/node_modules/.cache/node}
export NODE_COMPILE_CACHE
