#!/usr/bin/env bash
# The picture of the README: the report about samples/store-insecure.
#
#   pictures.sh
#
# Needs the plugin in the local repository, and chromium. Writes docs/images.
set -euo pipefail
cd "$(dirname "$0")/../../../.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(
  cd samples/store-insecure
  mvn -B -ntp -q -o io.github.akspolicy:aks-policy-maven-plugin:0.1.0-SNAPSHOT:verify-folder \
    -Daks-policy.reportDirectory="$folder" >/dev/null || [ -s "$folder/aks-policy.html" ] # its findings fail
)
mkdir -p docs/images
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
  --window-size=1180,640 --screenshot="$PWD/docs/images/report.png" "file://$folder/aks-policy.html" >/dev/null 2>&1
