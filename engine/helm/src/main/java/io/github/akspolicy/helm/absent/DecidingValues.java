package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.HelmOriginMap;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.helm.values.StrValsKey;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.helm.values.ValuesLayers.Supply;
import io.github.akspolicy.source.AbsentField;
import io.github.akspolicy.source.AbsentFields;
import io.github.akspolicy.source.DecidingValue;
import io.github.akspolicy.source.DecidingValue.AlsoSet;
import io.github.akspolicy.source.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values that decide about absent fields of one render: what templates ask for is tried, each value in an execution,
 * and what is found is confirmed by a render.
 */
public final class DecidingValues implements AbsentFields {
    private final RenderedChart chart;
    private final Map<String, HelmOriginMap> origins;
    private final TrialRender trial;

    /**
     * @param chart the render
     * @param origins leads from the lines of each rendered file to templates
     * @param trial renders and executes the same chart with other values
     */
    public DecidingValues(RenderedChart chart, Map<String, HelmOriginMap> origins, TrialRender trial) {
        this.chart = chart;
        this.origins = Map.copyOf(origins);
        this.trial = trial;
    }

    @Override
    public Map<AbsentField, DecidingValue> decide(List<AbsentField> fields, Consumer<String> notes) {
        var texts = new LinkedHashMap<String, String>();
        fields.stream()
                .map(AbsentField::file)
                .distinct()
                .filter(origins::containsKey)
                .forEach(file -> texts.put(
                        file, Objects.requireNonNull(origins.get(file)).text()));
        Executions executions = texts.isEmpty() ? null : trial.executions();
        var decided = new LinkedHashMap<AbsentField, DecidingValue>();
        if (executions != null) {
            var searches = new ArrayList<FieldSearch>();
            var standIns = new StandIns(chart);
            texts.forEach((file, helm) -> {
                // of a file that Helm writes otherwise executions prove nothing
                if (executions.isHelms(file, helm)) {
                    List<AbsentField> within = fields.stream()
                            .filter(field -> field.file().equals(file))
                            .toList();
                    searches.add(new FieldSearch(chart, executions, standIns, file, within));
                }
            });
            var found = new LinkedHashMap<AbsentField, List<Claim>>();
            searches.forEach(search -> found.putAll(search.claims()));
            Map<AbsentField, Claim> confirmed =
                    new Confirmation(chart, executions, trial, new RenderedFields(texts, null)).of(found);
            for (FieldSearch search : searches) {
                if (executions.note().isEmpty()) {
                    // a value that could not be tried here may be found for another release
                    search.keep(confirmed);
                }
                search.known().forEach((field, claim) -> decided.put(field, value(claim)));
            }
            confirmed.forEach((field, claim) -> decided.put(field, value(claim)));
            executions.note().ifPresent(notes);
        }
        return decided;
    }

    private DecidingValue value(Claim claim) {
        Instance instance = claim.candidate().instance(chart);
        var path = new ArrayList<Object>(claim.candidate().path(chart));
        path.addAll(claim.inside());
        List<Object> key = ValuesLayers.rootPath(instance, path);
        for (int length = path.size(); length >= 0; length--) {
            Supply supply = length == 0 && instance.valuesPath().isEmpty()
                    ? null
                    : chart.layers().find(instance, path.subList(0, length));
            if (supply != null && supply.own()) {
                return value(key, supply, key.size() - path.size() + length, claim);
            }
        }
        for (int length = instance.valuesPath().size() - 1; length > 0; length--) {
            Supply supply = chart.layers().find(chart.root(), key.subList(0, length));
            if (supply != null && supply.own()) {
                return value(key, supply, length, claim);
            }
        }
        return value(key, null, 0, claim);
    }

    /**
     * @param supply the user's line of the key or of the nearest block around it; null when there is none
     * @param written how much of the key that line has
     */
    private DecidingValue value(List<Object> key, @Nullable Supply supply, int written, Claim claim) {
        int end = written;
        while (end < key.size() && key.get(end) instanceof String) {
            end++;
        }
        List<Object> named = key.subList(0, end);
        var related = new LinkedHashSet<SourceLocation>();
        for (Candidate other : claim.beside()) {
            Supply beside = chart.layers().find(other.instance(chart), other.path(chart));
            if (beside != null && beside.own()) {
                related.add(beside.at());
            }
        }
        boolean isWholeList = end < key.size();
        if (isWholeList) {
            Supply list = listed(claim, key.size() - end);
            if (list != null) {
                related.add(list.at());
            }
        }
        SourceLocation at = null;
        if (supply != null) {
            at = supply.at();
            related.addAll(supply.overridden());
            related.remove(at);
        } else if (claim.candidate().instance(chart).chart().isOwn()) {
            at = chart.ownValues();
        }
        return new DecidingValue(
                StrValsKey.write(named),
                at,
                names(named.subList(written, end)),
                supply == null,
                isWholeList ? null : claim.candidate().switchTo(),
                isWholeList,
                supply != null && claim.tookAway(),
                List.of(),
                claim.given().stream().map(this::alsoSet).toList(),
                List.copyOf(related));
    }

    private AlsoSet alsoSet(Candidate value) {
        List<Object> key = ValuesLayers.rootPath(value.instance(chart), value.path(chart));
        return new AlsoSet(StrValsKey.write(named(key)), value.switchTo());
    }

    /** A key up to where it leads into a list, which has to be written as a whole. */
    private static List<Object> named(List<Object> key) {
        return key.stream().takeWhile(String.class::isInstance).toList();
    }

    /** Who supplied the list whose item has the value. */
    private @Nullable Supply listed(Claim claim, int inside) {
        var path = new ArrayList<Object>(claim.candidate().path(chart));
        path.addAll(claim.inside());
        int length = path.size() - inside;
        return length <= 0 ? null : chart.layers().find(claim.candidate().instance(chart), path.subList(0, length));
    }

    private static List<String> names(List<Object> path) {
        return path.stream().map(Object::toString).toList();
    }
}
