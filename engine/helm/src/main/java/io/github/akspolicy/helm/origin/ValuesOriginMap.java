package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.ChartFile;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.values.StrValsKey;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.helm.values.ValuesLayers.Supply;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leads from the values that one chart saw to the lines that supplied them: of its own defaults, of the charts around it, of
 * values files and of {@code set}. What is not there leads to the line that removed it, else to the mapping that lacks it. A
 * value that a chart imports from one it brings is written in no layer of its own; its line is a best guess.
 *
 * @param instance the chart whose values places are in
 */
public record ValuesOriginMap(Instance instance, RenderedChart chart) implements OriginMap {
    @Override
    public Origin locate(Place place) {
        List<Object> meant = place.path().segments();
        int written = place.nearest().segments().size();
        Supply removal = written < meant.size() ? find(meant.subList(0, written + 1)) : null;
        if (removal != null) {
            return origin(removal, meant, false);
        }
        for (int length = written; length >= 0; length--) {
            Supply supply = find(meant.subList(0, length));
            if (supply != null) {
                return origin(supply, meant, length < written);
            }
            SourceLocation setting = chart.layers().settingWithin(instance, meant.subList(0, length));
            if (setting != null) {
                return new Origin(setting, List.of(), keys(meant), length < written);
            }
        }
        return new Origin(nowhere(), List.of(), keys(meant), true);
    }

    private @Nullable Supply find(List<Object> path) {
        return chart.layers().find(instance, path);
    }

    private Origin origin(Supply supply, List<Object> meant, boolean approximate) {
        SourceLocation entry = supply.own() ? null : supply.dependencyEntry();
        SourceLocation primary = entry == null ? supply.at() : entry;
        var related = new LinkedHashSet<SourceLocation>();
        related.add(supply.at());
        related.addAll(supply.overridden());
        related.remove(primary);
        return new Origin(
                primary,
                List.copyOf(related),
                keys(meant),
                approximate,
                chart.thirdParty().line(supply.at()));
    }

    /** The key as it is written in the values of the chart that is rendered; none for the values as a whole. */
    private List<String> keys(List<Object> path) {
        List<Object> full = ValuesLayers.rootPath(instance, path);
        return full.isEmpty() ? List.of() : List.of(StrValsKey.write(full));
    }

    /** The file whose lines nobody knows, or one of the chart where it has no values at all. */
    private SourceLocation nowhere() {
        SourceLocation unreadable = chart.layers().unreadable(instance);
        if (unreadable != null) {
            return unreadable;
        }
        SourceLocation entry = instance.chart().dependencyEntry();
        if (entry != null) {
            return entry;
        }
        ChartFile values = instance.chart().files().get("values.yaml");
        ChartFile file = values == null ? instance.chart().files().get("Chart.yaml") : values;
        return new SourceLocation(file == null ? instance.renderPath() : file.shownPath(), 1, 1, Role.VALUES);
    }
}
