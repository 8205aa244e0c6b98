package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.helm.origin.HelmOriginMap;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a chart of a test rendered to. */
record TestRender(TestChart chart, List<ManifestFile> files) {
    List<String> paths() {
        return files.stream().map(ManifestFile::path).toList();
    }

    ManifestFile file(String path) {
        return files.stream()
                .filter(file -> file.path().equals("shop/" + path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not among " + paths()));
    }

    String text(String path) {
        return file(path).text();
    }

    /** All documents of a file as plain data. */
    List<Object> documents(String path) {
        try {
            return ManifestReader.manifests(text(path)).stream()
                    .<Object>map(node -> String.valueOf(Node.toPlain(node)))
                    .toList();
        } catch (ManifestException e) {
            throw new AssertionError(e);
        }
    }

    /** The origin of the field at a path like {@code spec.hosts.0} in the only document of a file. */
    Origin origin(String file, String path) {
        return origin(file, 0, path);
    }

    Origin origin(String file, int document, String path) {
        ManifestFile manifest = file(file);
        return manifest.origins().locate(place(manifest, document, path.split("\\.")));
    }

    private static @Nullable String name(Node list, String index) {
        boolean named = list instanceof Node.Sequence all
                && all.items().get(Integer.parseInt(index)) instanceof Node.Mapping item
                && item.get("name") instanceof Node.Scalar;
        return named
                ? Field.root(list)
                        .items()
                        .get(Integer.parseInt(index))
                        .get("name")
                        .text()
                : null;
    }

    private static Place place(ManifestFile manifest, int document, String[] path) {
        Node at;
        try {
            at = ManifestReader.manifests(manifest.text()).get(document);
        } catch (ManifestException e) {
            throw new AssertionError(e);
        }
        FieldPath meant = FieldPath.ROOT;
        FieldPath nearest = FieldPath.ROOT;
        Position key = at.position();
        boolean written = true;
        for (String segment : path) {
            boolean index = segment.chars().allMatch(Character::isDigit);
            meant = index ? meant.item(Integer.parseInt(segment), name(at, segment)) : meant.field(segment);
            if (!written) {
                continue;
            }
            if (index && at instanceof Node.Sequence list) {
                at = list.items().get(Integer.parseInt(segment));
                key = at.position();
                nearest = meant;
            } else if (at instanceof Node.Mapping mapping && mapping.entry(segment) != null) {
                Node.Entry entry = mapping.entry(segment);
                key = entry.keyPosition();
                at = entry.value();
                nearest = meant;
            } else {
                written = false;
            }
        }
        return new Place(meant, nearest, key, at.position());
    }

    /** Whether the chart makes up what stands at a path. */
    boolean isGenerated(String file, String path) {
        ManifestFile manifest = file(file);
        return manifest.origins().isGenerated(place(manifest, 0, path.split("\\.")));
    }

    String primary(String file, String path) {
        Origin origin = origin(file, path);
        assertThat(origin.approximate()).as("approximate").isFalse();
        return origin.primary().toString();
    }

    List<String> keys(String file, String path) {
        return origin(file, path).valuesKeys();
    }

    /** The template lines of a text that occurs once in a rendered file, the deepest first. */
    List<String> frames(String file, String text) {
        ManifestFile manifest = file(file);
        int at = manifest.text().indexOf(text);
        assertThat(at).as("%s in %s", text, manifest.text()).isNotNegative();
        assertThat(manifest.text().indexOf(text, at + 1))
                .as("%s occurs once", text)
                .isNegative();
        int line = (int) manifest.text()
                        .substring(0, at)
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
        int column = at - manifest.text().lastIndexOf('\n', at - 1);
        HelmOriginMap origins = (HelmOriginMap) manifest.origins();
        assertThat(origins.isExact(line)).as("exact").isTrue();
        return origins.templateLines(new Position(line, column)).stream()
                .map(SourceLocation::toString)
                .toList();
    }
}
