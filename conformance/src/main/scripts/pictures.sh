#!/usr/bin/env bash
# The pictures of the README: what the console shows of samples/store-insecure, and the report.
#
#   pictures.sh
#
# Needs the plugin in the local repository, and chromium. Writes docs/images.
set -euo pipefail
cd "$(dirname "$0")/../../../.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
plugin=io.github.akspolicy:aks-policy-maven-plugin:0.1.0-SNAPSHOT
(
  cd samples/store-insecure
  mvn -B -ntp -o "$plugin:verify-folder" -Daks-policy.reportDirectory="$folder/report" >"$folder/console.txt" || true
)

# Of the log what the tool itself says: the first lines of each folder, and the end.
{
  printf '$ mvn aks-policy:verify\n'
  sed -n '/^\[ERROR\] the lines to edit/,/^\[INFO\] FAILED:/p' "$folder/console.txt" |
    awk '/^  [^ ]/ { n = 0 } { n++ } n <= 8 || /^\[INFO\]/ { print } n == 9 && !/^\[INFO\]/ { print "    …" }' |
    cut -c1-150
} >"$folder/shown.txt"

picture() { # FILE WIDTH HEIGHT PAGE
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
    --window-size="$2,$3" --screenshot="$PWD/docs/images/$1" "file://$4" >/dev/null 2>&1
}

{
  echo '<!DOCTYPE html><meta charset="utf-8"><style>
    body { margin: 0; background: #11151c; color: #d5dbe5; font: 13px/1.45 "DejaVu Sans Mono", monospace; padding: 18px }
    pre { margin: 0; font: inherit } .e { color: #ff7b72 } .i { color: #79c0ff } .p { color: #7ee787 }
    </style><pre>'
  sed -e 's/&/\&amp;/g; s/</\&lt;/g; s/^\[ERROR\]/<b class="e">[ERROR]<\/b>/; s/^\[INFO\]/<b class="i">[INFO]<\/b>/' \
    -e 's/^\$ .*/<b class="p">&<\/b>/; s/critical/<span class="e">critical<\/span>/g' "$folder/shown.txt"
  echo '</pre>'
} >"$folder/console.html"

mkdir -p docs/images
picture console.png 1230 $(($(wc -l <"$folder/shown.txt") * 19 + 36)) "$folder/console.html"
picture report.png 1180 860 "$folder/report/aks-policy.html"
