#!/usr/bin/env bash
# Processor time of aks-policy:verify beside that of helm template, for two environments of many charts.
#
#   chart-cost.sh HELM [CHARTS]
#
# HELM    the helm binary
# CHARTS  a folder of charts that render with their defaults; without it, 24 charts that helm create makes
#
# Prints seconds of processor time, children included, and of the clock. Needs the plugin in the local repository, and reads
# MAVEN_OPTS as Maven does.
set -euo pipefail

helm=$(readlink -f "$1")
charts=${2:-}
plugin=io.github.akspolicy:aks-policy-maven-plugin:0.1.0-SNAPSHOT
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/charts"
if [ -n "$charts" ]; then
  cp -r "$charts"/. "$folder/charts"
else
  for i in $(seq 10 33); do "$helm" create "$folder/charts/service$i" >/dev/null; done
fi
cd "$folder"
echo 'stage: dev' >dev.yaml
printf 'stage: prod\nreplicaCount: 3\n' >prod.yaml
{
  printf 'schemaVersion: 1\nprofile: recommended\nfailOn: never\n'
  printf 'environments:\n  dev: {namespace: dev}\n  prod: {namespace: prod}\nsources:\n'
  for chart in charts/*; do
    printf '  - chart: %s\n    values: {dev: [dev.yaml], prod: [prod.yaml]}\n' "$chart"
  done
} >aks-policy.yaml

templates() {
  for chart in charts/*; do
    for environment in dev prod; do
      "$helm" template release "$chart" --namespace "$environment" --values "$environment.yaml" --kube-version 1.35.0 \
        >/dev/null || echo "helm refuses $chart" >&2
    done
  done
}

# The processor time of a command and what the clock says.
measure() { # NAME COMMAND...
  local name=$1 TIMEFORMAT='%U %S %R' seconds
  shift
  seconds=$({ time "$@" >/dev/null 2>"$folder/errors"; } 2>&1 || true)
  echo "$seconds" | awk -v name="$name" '{ printf "%-36s %6.1f s of processor time, %5.1f s\n", name, $1 + $2, $3 }'
}

measure 'helm template' templates
measure 'the plugin is loaded and skipped' mvn -B -ntp -o -q "$plugin:verify-folder" -Daks-policy.skip=true
measure 'verify' mvn -B -ntp -o -q "$plugin:verify-folder"
