#!/bin/sh
# Puts HashiCorp's own parser of HCL, compiled to WebAssembly, into a folder: DEST/node_modules/@cdktf/hcl2json 0.21.0.
# Needs npm, and node to run it. No install script runs.
# Exit status: 0 when it is there, 2 on wrong usage, 1 when anything else fails.
set -eu

if [ "$#" -ne 1 ]; then
  echo "usage: fetch-hcl.sh DEST" >&2
  exit 2
fi
for tool in npm node; do
  command -v "$tool" >/dev/null || { echo "fetch-hcl: '$tool' is needed and not on the PATH" >&2; exit 1; }
done
mkdir -p "$1"
cd "$1"
if [ ! -f node_modules/@cdktf/hcl2json/main.wasm.gz ]; then
  npm install --silent --ignore-scripts --no-audit --no-fund --no-package-lock --prefix . @cdktf/hcl2json@0.21.0 >/dev/null
fi
echo "fetch-hcl: @cdktf/hcl2json 0.21.0 is in $1"
