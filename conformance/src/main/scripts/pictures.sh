#!/usr/bin/env bash
# The picture of the README: the report about samples/store-insecure, and the words on it, which a test compares.
#
#   pictures.sh             writes docs/images
#   pictures.sh words PAGE  prints the words that a picture of the page shows
#
# Needs chromium, and for docs/images the plugin in the local repository.
set -euo pipefail
cd "$(dirname "$0")/../../../.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

browse() {
  chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --hide-scrollbars \
    --force-device-scale-factor=1 --window-size=1180,640 --user-data-dir="$folder/profile" --virtual-time-budget=2000 "$@" 2>"$folder/log"
}

# A line for each part that is in the picture as a whole. The policy of the page would not let the script run.
words() {
  {
    sed 's/<meta http-equiv="Content-Security-Policy"[^>]*>//' "$1"
    echo "<script>
      const seen = [...document.querySelectorAll('h1, .sentence, .tiles li, #shown, .group, .finding > summary')]
        .filter((one) => one.getBoundingClientRect().bottom <= 640).map((one) => one.innerText.replace(/\\s+/g, ' ').trim());
      document.body.textContent = '\\n' + seen.join('\\n') + '\\n';
    </script>"
  } >"$folder/words.html"
  browse --dump-dom "file://$folder/words.html" | sed '1,/<body/d; /<\/body>/,$d; /^$/d; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}

if [ "${1:-}" = words ]; then
  words "$2"
  exit
fi
(
  cd samples/store-insecure
  mvn -B -ntp -q -o io.github.akspolicy:aks-policy-maven-plugin:0.1.0-SNAPSHOT:verify-folder \
    -Daks-policy.reportDirectory="$folder" >/dev/null || [ -s "$folder/aks-policy.html" ] # its findings fail
)
mkdir -p docs/images
browse --screenshot="$PWD/docs/images/report.png" "file://$folder/aks-policy.html" >/dev/null
words "$folder/aks-policy.html" >docs/images/report.txt
