#!/usr/bin/env bash
# What a version of the plugin says, as hashes: a change that should change nothing is run before and after, and compared.
# It calls goals only, so that any version can be asked, however its code is cut.
#
#   reference-run.sh run OUT [--plugin VERSION] [--charts FOLDER] [--results FOLDER] [-- OPTION OF MAVEN...]
#   reference-run.sh diff [BEFORE] AFTER [--show N]
#   reference-run.sh keep OUT
#
# run   OUT/documents   every report and the console of verify, of every goal that explains, of baseline and fix over samples/*,
#                       of scan with all policies over each chart below FOLDER; the *.json of --results (labelled cases;
#                       conformance/target when it has some)
#       OUT/hashes.txt  the SHA-256 of each document, behind a line with the version
#       What is not in reach, charts or results, is named and left out.
# diff  which documents differ, and the first N (3) of them line by line. Without BEFORE: from the hashes that the repository
#       keeps for this version; what was not run here, or is not kept, such as charts, is counted.
# keep  writes the hashes of OUT into the repository: conformance/src/main/reference/VERSION.txt
#
# Exit status: 0 when written or equal, 1 when documents differ, 2 on wrong usage or when nothing was written.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
samples="$here/../../../../samples"
kept="$here/../reference"
# Exemptions expire: the same day each time.
today=2026-11-29
reports=json,sarif,html,markdown,github,azure-devops,gitlab

usage() {
  sed -n 's/^#   //p' "$0" >&2
  exit 2
}

folder() {
  cd "$1" 2>/dev/null && pwd || { echo "reference-run: no folder $1" >&2; return 2; }
}

# Runs a goal in a folder; keeps what it says, and with which exit status, without Maven's own lines and the places of this machine.
goal() { # FOLDER NAME GOAL OPTION...
  local folder=$1 name=$2 goal=$3 status=0 log
  shift 3
  # MAVEN_ARGS are for all goals: one that asks for no day does not refuse it
  log=$(cd "$folder" && MAVEN_ARGS="${MAVEN_ARGS:-} -Daks-policy.today=$today" mvn -B -ntp -N "${options[@]}" \
    "io.github.akspolicy:aks-policy-maven-plugin:$version:$goal" "$@" 2>&1) || status=$?
  mkdir -p "$out/documents/$name"
  {
    sed -E -e '/^\[INFO\] (Scanning for projects|-{10,}|-+< |Building |  from |release [0-9]+ of |Total time|Finished at|--- |$)/d' \
      -e '/^\[(INFO|ERROR)\] (-+\[|BUILD |\[Help|Re-run Maven|To see the full|For more information)/d' \
      -e "s#$out/work/[^/ ]*/?#./#g" -e "s#$charts#CHARTS#g" <<<"$log"
    echo "exit $status"
  } >"$out/documents/$name/$goal.txt"
  # Reports of a goal are those of this goal: the next one removes them.
  if [ -d "$folder/target" ]; then
    (cd "$folder/target" && find . -type f -path './aks-policy*' -print0 | tar -c --null -T -) |
      tar -x -C "$(mkdir -p "$out/documents/$name/$goal" && echo "$out/documents/$name/$goal")"
    rm -rf "$folder/target"
  fi
}

sample() { # NAME WORKLOAD
  local folder="$out/work/$1" pair
  mkdir -p "$folder"
  (cd "$samples/$1" && tar -c --exclude=./target --exclude=./pom.xml .) | tar -x -C "$folder"
  cat >"$folder/pom.xml" <<EOF
<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>reference</groupId>
  <artifactId>$1</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
</project>
EOF
  goal "$folder" "$1/plain" verify -Daks-policy.reports=$reports
  goal "$folder" "$1/all" verify -Daks-policy.profile=all -Daks-policy.console=full -Daks-policy.reports=$reports
  for name in list explain-config explain-cluster; do
    goal "$folder" "$1" "$name"
  done
  goal "$folder" "$1" explain-workload "-Daks-policy.workload=$2"
  goal "$folder" "$1" explain -Daks-policy.policy=pod/privileged
  for pair in "get secrets" "create pods" "bind clusterroles"; do
    goal "$folder" "$1/${pair// /-}" who-can "-Daks-policy.verb=${pair% *}" "-Daks-policy.resource=${pair#* }"
  done
  goal "$folder" "$1" fix -Daks-policy.profile=all
  echo 'baseline: policy-baseline.yaml' >>"$folder/aks-policy.yaml"
  goal "$folder" "$1" baseline -Daks-policy.profile=all
  echo 'rbacBudget: rbac-budget.yaml' >>"$folder/aks-policy.yaml"
  goal "$folder" "$1" rbac-budget
  cp "$folder"/{policy-baseline,rbac-budget}.yaml "$out/documents/$1/"
}

run() {
  [ $# -ge 1 ] || usage
  out=$1 version=0.1.0-SNAPSHOT charts=/nonexistent results=${here%/src/main/scripts}/target options=()
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --plugin) version=$2; shift 2 ;;
      --charts) charts=$(folder "$2") || exit 2; shift 2 ;;
      --results) results=$(folder "$2") || exit 2; shift 2 ;;
      --) shift && options=("$@") && break ;;
      *) usage ;;
    esac
  done
  rm -rf "$out/documents" "$out/work"
  mkdir -p "$out/documents" "$out/work"
  out=$(cd "$out" && pwd)
  sample store order-service
  sample store-insecure order-service
  if [ -d "$charts" ]; then
    local chart name folder
    while read -r chart; do
      name=${chart#"$charts"/}
      folder="$out/work/scan"
      mkdir -p "$folder"
      goal "$folder" "charts/${name//\//+}" scan "-Daks-policy.directory=$chart" -Daks-policy.profile=all \
        -Daks-policy.failOn=never -Daks-policy.console=full -Daks-policy.reports=$reports
    done < <(find "$charts" -name Chart.yaml -printf '%h\n' | sort | awk 'p == "" || index($0, p "/") != 1 { print; p = $0 }')
  else
    echo "reference-run: no charts (--charts FOLDER)"
  fi
  if compgen -G "$results/*.json" >/dev/null; then
    mkdir -p "$out/documents/results"
    cp "$results"/*.json "$out/documents/results/"
  else
    echo "reference-run: no results of labelled cases in $results (the tests of conformance write them where the cases are)"
  fi
  rm -rf "$out/work"
  {
    echo "# aks-policy-maven-plugin $version"
    (cd "$out/documents" && find . -type f | LC_ALL=C sort | xargs -r -d '\n' sha256sum)
  } >"$out/hashes.txt"
  local documents=$(($(wc -l <"$out/hashes.txt") - 1))
  echo "reference-run: $documents documents in $out"
  ((documents > 0)) || exit 2
}

# The first word of a path: store, charts, results.
groups() {
  sed -n 's#^[0-9a-f]*  \./\([^/]*\)/.*#\1#p' "$1" | sort -u
}

# The hashes of one side in groups that the other side has, too; says which are left out.
shared() { # HASHES OTHER WHY
  local group
  while read -r group; do
    echo "reference-run: $3: $group ($(grep -c "  \./$group/" "$1") documents)" >&2
  done < <(comm -23 <(groups "$1") <(groups "$2"))
  head -1 "$1"
  grep -F -f <(groups "$2" | sed 's#.*#  ./&/#') "$1"
}

compare() {
  local sides=() show=3 path changed=0
  while [ $# -gt 0 ]; do
    case $1 in
      --show) show=$2 && shift 2 ;;
      *) sides+=("$1") && shift ;;
    esac
  done
  ((${#sides[@]} == 1 || ${#sides[@]} == 2)) || usage
  local after=${sides[-1]} before=/nonexistent hashes
  hashes=$(mktemp -d)
  trap "rm -rf '$hashes'" EXIT
  if ((${#sides[@]} == 2)); then
    before=${sides[0]}
    cp "$before/hashes.txt" "$hashes/before"
    cp "$after/hashes.txt" "$hashes/after"
  else
    local version file
    version=$(sed -n '1s/.* //p' "$after/hashes.txt")
    file="$kept/$version.txt"
    if [ ! -f "$file" ]; then
      echo "reference-run: no hashes are kept for $version; keep OUT writes them" >&2
      return 2
    fi
    shared "$file" "$after/hashes.txt" "not run here" >"$hashes/before"
    shared "$after/hashes.txt" "$file" "no hashes kept" >"$hashes/after"
  fi
  while read -r path; do
    changed=$((changed + 1))
    if ((changed <= show)) && [ -f "$before/documents/$path" ] && [ -f "$after/documents/$path" ]; then
      diff -u --label "before/$path" --label "after/$path" "$before/documents/$path" "$after/documents/$path" |
        cut -c 1-400 | head -60 || true
    elif ! grep -qF "  ./$path" "$hashes/after"; then
      echo "only before: $path"
    elif ! grep -qF "  ./$path" "$hashes/before"; then
      echo "only after: $path"
    else
      echo "differs: $path"
    fi
  done < <(sed -s 1d "$hashes/before" "$hashes/after" | LC_ALL=C sort | uniq -u | sed 's/^[0-9a-f]*  \.\///' | sort -u)
  echo "reference-run: $changed documents differ"
  ((changed == 0))
}

keep() {
  [ $# -eq 1 ] || usage
  local version
  version=$(sed -n '1s/.* //p' "$1/hashes.txt")
  mkdir -p "$kept"
  cp "$1/hashes.txt" "$kept/$version.txt"
  echo "reference-run: $(($(wc -l <"$kept/$version.txt") - 1)) hashes kept for $version"
}

[ $# -ge 1 ] || usage
case $1 in
  run) shift && run "$@" ;;
  diff) shift && compare "$@" ;;
  keep) shift && keep "$@" ;;
  *) usage ;;
esac
