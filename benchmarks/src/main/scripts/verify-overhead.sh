#!/bin/sh
# What `aks-policy:verify` adds to Maven's own start, on a copy of samples/store: whole processes, alternating, medians.
#   validate  Maven with the same POM, without the plugin
#   skip      the plugin is resolved and loaded, and does nothing
#   one       one environment
#   both      both environments
#   first     both, with the native library still packed
# Run `mvn -pl maven-plugin -am verify` before: its integration tests fill the local repository that this uses.
# usage: verify-overhead.sh [RUNS]; PREFIX may hold a command such as "chrt -f 50" for a machine that is not idle.
set -eu

root=$(cd "$(dirname "$0")/../../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/.git"
cp -r "$root/samples/store" "$work/store"
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$root/samples/store/pom.xml" | head -n 1)
cat > "$work/store/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>benchmark</groupId>
  <artifactId>store</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <build>
    <plugins>
      <plugin>
        <groupId>io.github.akspolicy</groupId>
        <artifactId>aks-policy-maven-plugin</artifactId>
        <version>$version</version>
      </plugin>
    </plugins>
  </build>
</project>
POM
cd "$work/store"

measure() {
  name=$1
  shift
  start=$(date +%s%N)
  # PREFIX is a command with its arguments
  # shellcheck disable=SC2086
  ${PREFIX:-} mvn -o -B -ntp -s "$root/maven-plugin/target/it/interpolated-settings.xml" \
    -Dmaven.repo.local="$root/maven-plugin/target/local-repo" "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  echo "$(($(($(date +%s%N) - start)) / 1000000))" >> "$work/$name"
}

run=0
measure warm-up aks-policy:verify
while [ "$run" -lt "${1:-10}" ]; do
  run=$((run + 1))
  measure validate validate
  measure skip aks-policy:verify -Daks-policy.skip
  measure one aks-policy:verify -Daks-policy.environments=prod
  measure both aks-policy:verify
  if [ "$run" -le 3 ]; then
    rm -rf "$work/cache"
    measure first aks-policy:verify -Daks-policy.cache="$work/cache"
  fi
done
for name in validate skip one both first; do
  sort -n "$work/$name" | awk -v name="$name" '{ ms[NR] = $1 }
    END { printf "%-8s median %d ms of %d runs (%d to %d)\n", name, (ms[int((NR + 1) / 2)] + ms[int(NR / 2) + 1]) / 2, NR, ms[1], ms[NR] }'
done
