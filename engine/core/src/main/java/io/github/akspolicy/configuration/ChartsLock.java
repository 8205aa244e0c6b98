package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.configuration.Shape.Items;
import io.github.akspolicy.configuration.Shape.Keys;
import io.github.akspolicy.configuration.Shape.Text;
import io.github.akspolicy.configuration.Shape.Whole;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.ThirdPartyCharts;
import io.github.akspolicy.source.Workspace;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads which charts count as third-party: the digests recorded beside the configuration, and the paths that it names.
 *
 * @param folder the folder of the configuration file
 */
record ChartsLock(Path folder, Workspace workspace, Problems problems) {
    /** The name of the file with the digests, in the folder of the configuration. */
    static final String FILE_NAME = "aks-policy-charts.lock";

    private static final int LONGEST = 4 << 20;
    private static final String FIX = "write it with " + CommandText.command("charts-lock");

    /** @param named paths of chart folders and archives as the configuration writes them */
    ThirdPartyCharts read(List<Located<String>> named) {
        var paths = new PathResolver(folder, workspace, problems);
        var charts = new HashSet<Path>();
        for (Located<String> name : named) {
            Path path = paths.existing(name, "third-party chart");
            if (path != null) {
                charts.add(path);
            }
        }
        return new ThirdPartyCharts(recorded().keySet(), charts);
    }

    /** The recorded digests, as {@link ThirdPartyCharts#entry} writes them, with their places in the file. */
    Map<String, Position> recorded() {
        Path file = folder.resolve(FILE_NAME);
        var recorded = new LinkedHashMap<String, Position>();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return recorded;
        }
        var found = new Problems(workspace.relative(file));
        Node document = DocumentFile.read(file, LONGEST, workspace, found);
        if (document == null) {
            if (found.isEmpty()) {
                found.add(Position.START, "the file is empty", FIX);
            }
        } else {
            Field root = Field.root(document);
            new ShapeCheck(found).check(shape(), root);
            for (Field chart : root.get("charts").items()) {
                recorded.put(
                        ThirdPartyCharts.entry(
                                chart.get("name").stringOr(""),
                                chart.get("version").stringOr(""),
                                chart.get("digest").stringOr("")),
                        chart.place().value());
            }
        }
        found.moveTo(problems);
        return recorded;
    }

    private static Shape shape() {
        var chart = new LinkedHashMap<String, Shape>();
        chart.put("name", Text.of("the name of a chart"));
        chart.put("version", Text.of("a version"));
        chart.put("digest", Text.matching("sha256: and 64 hexadecimal digits", "sha256:[0-9a-f]{64}"));
        var keys = new LinkedHashMap<String, Shape>();
        keys.put("schemaVersion", new Whole(1, 1));
        keys.put("charts", new Items(new Keys("key", chart, Set.of("name", "version", "digest")), true));
        return new Keys("key", keys, Set.of("schemaVersion", "charts"));
    }
}
