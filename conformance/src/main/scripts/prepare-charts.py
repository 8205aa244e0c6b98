#!/usr/bin/env python3
"""Lays out the public charts of a list as a folder that renders offline.

usage: prepare-charts.py REPOSITORIES LIST OUT [--helm BINARY]... [--kube-version V] [--jobs N]

REPOSITORIES  a folder of git directories, one per repository of the list, named owner+name,
              owner+name.git, owner+name/repo or owner/name, bare or not. They are only read.
LIST          lines "owner/name commit path-of-chart", '#' starts a comment.
OUT           receives owner+name/chart/ per application chart; a folder of that name is replaced.
--helm        a helm binary, repeatable: every case is rendered with it, nothing else runs.

Each chart becomes self-contained: symbolic links are replaced by what they point to, dependencies
are copied from the other charts of the list into charts/, their version ranges are rewritten to
the copied version, a dependency no listed chart can serve is dropped from the metadata.

OUT/cases.tsv    chart, values file or '-', then per --helm binary 'yes' or 'no', first error line.
                 A case is a chart with its own values, or with one ci/*.yaml file added.
OUT/dropped.tsv  chart, dependency, its repository: what was left out.

Needs git, Python 3.9 and PyYAML (Debian package python3-yaml). Exit status: 0 when every line of
the list was laid out, 1 when some were not (they are named on stderr), 2 on wrong usage.
"""

import argparse
import concurrent.futures
import dataclasses
import os
import pathlib
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile

import yaml


class Unusable(Exception):
    """A chart or repository that cannot be laid out; the message says why."""


def parse_yaml(data, what):
    try:
        return yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {}
    except yaml.YAMLError as e:
        raise Unusable(f"{what} is not YAML: {e}") from e


@dataclasses.dataclass(frozen=True)
class Chart:
    repository: str
    commit: str
    path: str

    @property
    def owner(self):
        return self.repository.split("/")[0]

    @property
    def folder(self):
        # A repository that is one chart lists it as '.'.
        name = posixpath.basename(self.path) if self.path != "." else self.repository.split("/")[1]
        return pathlib.PurePosixPath(self.repository.replace("/", "+"), name)

    def __str__(self):
        return f"{self.repository}:{self.path}"


class Commit:
    """The files of one commit, read without a work tree."""

    def __init__(self, git_dir, commit):
        self._git = ["git", f"--git-dir={git_dir}"]
        found = subprocess.run(
            self._git + ["ls-tree", "-r", "-z", "--full-tree", commit], capture_output=True)
        if found.returncode != 0:
            raise Unusable(f"commit {commit} is not in {git_dir}")
        self._entries = {}
        for line in found.stdout.split(b"\0")[:-1]:
            meta, path = line.split(b"\t", 1)
            mode, _, blob = meta.decode().split()
            self._entries[path.decode()] = (mode, blob)
        self._cat = None

    def _blob(self, blob):
        if self._cat is None:
            self._cat = subprocess.Popen(
                self._git + ["cat-file", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._cat.stdin.write(blob.encode() + b"\n")
        self._cat.stdin.flush()
        header = self._cat.stdout.readline().split()
        if header[-1] == b"missing":
            return None
        data = self._cat.stdout.read(int(header[2]))
        self._cat.stdout.read(1)
        return data

    def read(self, path):
        """The content of a file, or None when the commit has no such file."""
        entry = self._entries.get(self._resolve(posixpath.normpath(path)))
        return self._blob(entry[1]) if entry else None

    def _resolve(self, path):
        # A link in any segment of the path; git lists the link itself, never what is behind it.
        for _ in range(40):
            parts = path.split("/")
            for i in range(1, len(parts) + 1):
                prefix = "/".join(parts[:i])
                mode, blob = self._entries.get(prefix, (None, None))
                if mode == "120000":
                    target = posixpath.join(posixpath.dirname(prefix), self._blob(blob).decode())
                    path = posixpath.normpath(posixpath.join(target, *parts[i:]))
                    break
            else:
                return path
        raise Unusable(f"{path}: a circle of symbolic links")

    def write_tree(self, path, target, depth=0):
        """Writes the files below path to target; returns the paths whose content is not there."""
        if depth > 20:
            raise Unusable(f"{path}: symbolic links nested too deep")
        path = self._resolve(path)
        prefix = "" if path == "." else path + "/"
        missing = []
        for name, (mode, blob) in self._entries.items():
            if not name.startswith(prefix):
                continue
            file = target / name[len(prefix):]
            if mode == "120000":
                real = self._resolve(name)
                if real not in self._entries:
                    # Either a folder, or it leads out of the repository: then nothing is written.
                    missing += self.write_tree(real, file, depth + 1)
                    if not file.exists():
                        missing.append(name)
                    continue
                mode, blob = self._entries[real]
            if mode == "160000":  # a submodule
                continue
            data = self._blob(blob)
            if data is None:
                missing.append(name)
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        return missing

    def close(self):
        if self._cat is not None:
            self._cat.stdin.close()
            self._cat.wait()


class Repositories:
    def __init__(self, root):
        self._root = root
        self._commits = {}

    def commit(self, chart):
        key = (chart.repository, chart.commit)
        if key not in self._commits:
            self._commits[key] = Commit(self._git_dir(chart.repository), chart.commit)
        return self._commits[key]

    def _git_dir(self, repository):
        flat = repository.replace("/", "+")
        for name in (flat, flat + ".git", repository, repository + ".git"):
            for inner in ("", ".git", "repo", "repo/.git"):
                candidate = self._root / name / inner
                if (candidate / "HEAD").is_file():
                    return candidate
        raise Unusable(f"no git directory of {repository} in {self._root}")

    def close(self):
        for commit in self._commits.values():
            commit.close()


class Layout:
    """Writes charts with their dependencies."""

    def __init__(self, repositories, charts):
        self._repositories = repositories
        self._by_name = {}
        self.metadata = {}
        self.dropped = []
        self.failed = {}
        for chart in charts:
            try:
                data = repositories.commit(chart).read(posixpath.join(chart.path, "Chart.yaml"))
                if data is None:
                    raise Unusable("no Chart.yaml at that commit and path")
                self.metadata[chart] = parse_yaml(data, "Chart.yaml")
                self._by_name.setdefault(self.metadata[chart].get("name"), []).append(chart)
            except Unusable as e:
                self.failed[chart] = str(e)

    def is_library(self, chart):
        return self.metadata[chart].get("type") == "library"

    def write(self, chart, target, above=()):
        if chart in above:
            raise Unusable("a circle of dependencies: " + " -> ".join(map(str, above + (chart,))))
        missing = self._repositories.commit(chart).write_tree(chart.path, target)
        if missing:
            raise Unusable("content missing or outside the repository: " + ", ".join(missing[:3]))
        if not (target / "Chart.yaml").is_file():
            raise Unusable(f"no chart at {chart}")
        self._serve_dependencies(chart, target, above + (chart,))

    def _serve_dependencies(self, chart, target, above):
        # Chart.yaml lists them since apiVersion v2, requirements.yaml before.
        for file in (target / "Chart.yaml", target / "requirements.yaml"):
            if not file.is_file():
                continue
            text = file.read_text("utf-8-sig")
            wanted = parse_yaml(text, file.name).get("dependencies")
            if not wanted:
                continue
            kept = [d for d in wanted if self._serve(chart, d, target, above)]
            file.write_text(replace_dependencies(text, kept), "utf-8")
        for lock in ("Chart.lock", "requirements.lock"):
            (target / lock).unlink(missing_ok=True)

    def _serve(self, chart, dependency, target, above):
        """Puts one dependency below charts/ and pins its version; False when nothing serves it."""
        repository = dependency.get("repository") or ""
        dependency["repository"] = ""
        # Packed in the repository itself: left as it is, helm reads it too.
        if any(re.fullmatch(re.escape(dependency["name"]) + r"-v?\d.*\.tgz", file.name)
               for file in (target / "charts").glob("*.tgz")):
            return True
        inside = target / "charts" / dependency["name"]
        if (inside / "Chart.yaml").is_file():
            self._serve_dependencies(chart, inside, above)
        else:
            source = self._find(chart, dependency["name"], repository)
            if source is None:
                dropped = (str(above[0]), dependency["name"], repository)
                if dropped not in self.dropped:
                    self.dropped.append(dropped)
                return False
            self.write(source, inside, above)
        metadata = parse_yaml((inside / "Chart.yaml").read_bytes(), "Chart.yaml")
        dependency["version"] = str(metadata["version"])
        return True

    def _find(self, chart, name, repository):
        if repository.startswith("file://"):
            path = posixpath.normpath(posixpath.join(chart.path, repository[len("file://"):]))
            return Chart(chart.repository, chart.commit, path)
        # The chart registry is served by the repository whose owner it names: a chart of the same
        # name by somebody else has other values and other templates.
        for candidate in self._by_name.get(name, []):
            owner = re.escape(candidate.owner.lower())
            if re.search(rf"(^|[/.@]){owner}(charts)?([/.]|$)", repository.lower()):
                return candidate
        return None


def replace_dependencies(text, kept):
    """Only the value of 'dependencies' changes: '1.10' elsewhere must not become the number 1.1."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for key, value in root.value:
        if key.value == "dependencies":
            end = value.end_mark.index
            tail = text[end:]
            # A block sequence ends where the next key starts.
            block = yaml.safe_dump(kept, sort_keys=False, default_flow_style=True, width=10**6).strip()
            return text[:value.start_mark.index].rstrip() + " " + block + "\n" + tail.lstrip("\n")
    return text


def read_list(file):
    charts = []
    for number, line in enumerate(file.read_text().splitlines(), 1):
        fields = line.split("#")[0].split()
        if not fields:
            continue
        if len(fields) != 3 or not re.fullmatch(r"[\w.-]+/[\w.-]+", fields[0]) \
                or not re.fullmatch(r"[0-9a-f]{40}", fields[1]):
            raise Unusable(f"{file}:{number}: expected 'owner/name commit path-of-chart'")
        charts.append(Chart(*fields))
    folders = {}
    for chart in charts:
        if folders.setdefault(chart.folder, chart) != chart:
            raise Unusable(f"{chart} and {folders[chart.folder]} have the same folder")
    return charts


def render(helm, kube_version, chart_dir, values, home):
    command = [helm, "template", "release-name", str(chart_dir), "--namespace", "default",
               "--kube-version", kube_version]
    if values:
        command += ["-f", str(values)]
    # No home and no kubeconfig: the render must not depend on who runs it.
    environment = {"PATH": os.environ["PATH"], "HOME": home, "KUBECONFIG": os.devnull}
    run = subprocess.run(command, capture_output=True, env=environment, stdin=subprocess.DEVNULL)
    if run.returncode == 0:
        return ("yes", "")
    lines = [line for line in run.stderr.decode(errors="replace").splitlines()
             if line.strip() and not re.search(r"level=|^(WARNING|walk\.go|\d{4}/)", line)]
    return ("no", (lines or ["exit status %d" % run.returncode])[0].replace("\t", " "))


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("repositories", type=pathlib.Path)
    parser.add_argument("list", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--helm", action="append", default=[])
    parser.add_argument("--kube-version", default="v1.32.0")
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()

    repositories = Repositories(args.repositories)
    charts = read_list(args.list)
    layout = Layout(repositories, charts)
    laid_out = []
    for chart in charts:
        if chart in layout.failed or layout.is_library(chart):
            continue
        target = args.out / chart.folder
        shutil.rmtree(target, ignore_errors=True)
        try:
            layout.write(chart, target)
            laid_out.append(chart)
        except Unusable as e:
            shutil.rmtree(target, ignore_errors=True)
            layout.failed[chart] = str(e)
    repositories.close()

    cases = []
    for chart in laid_out:
        cases.append((chart.folder, None))
        ci = args.out / chart.folder / "ci"
        if ci.is_dir():
            cases += [(chart.folder, f"ci/{file.name}") for file in sorted(ci.iterdir())
                      if file.suffix in (".yaml", ".yml")]

    with tempfile.TemporaryDirectory() as home, \
            concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        futures = [[pool.submit(render, helm, args.kube_version, args.out / folder,
                                values and args.out / folder / values, home)
                    for helm in args.helm] for folder, values in cases]
        results = [[f.result() for f in row] for row in futures]

    args.out.mkdir(parents=True, exist_ok=True)
    with open(args.out / "cases.tsv", "w") as out:
        for (folder, values), row in zip(cases, results):
            errors = list(dict.fromkeys(error for _, error in row if error))
            cells = [str(folder), values or "-", *(answer for answer, _ in row), " | ".join(errors)]
            print(*cells, sep="\t", file=out)
    with open(args.out / "dropped.tsv", "w") as out:
        for row in layout.dropped:
            print(*row, sep="\t", file=out)

    libraries = sum(layout.is_library(c) for c in layout.metadata)
    print(f"charts listed {len(charts)}: laid out {len(laid_out)}, libraries {libraries}, "
          f"failed {len(layout.failed)}")
    print(f"cases {len(cases)}, dependencies dropped {len(layout.dropped)}")
    for i, helm in enumerate(args.helm):
        print(f"renders with {pathlib.Path(helm).name}: {sum(row[i][0] == 'yes' for row in results)}")
    if len(args.helm) > 1:
        print(f"renders with all: {sum(all(a == 'yes' for a, _ in row) for row in results)}")
    for chart, reason in layout.failed.items():
        print(f"prepare-charts: {chart}: {reason}", file=sys.stderr)
    return 1 if layout.failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Unusable as problem:
        print(f"prepare-charts: {problem}", file=sys.stderr)
        sys.exit(2)
