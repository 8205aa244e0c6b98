package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.absent.ValueTrials.Claim;
import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.HelmOriginMap;
import io.github.akspolicy.helm.origin.Mention;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.helm.values.StrValsKey;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.helm.values.ValuesLayers.Supply;
import io.github.akspolicy.spi.AbsentField;
import io.github.akspolicy.spi.AbsentFields;
import io.github.akspolicy.spi.DecidingValue;
import io.github.akspolicy.spi.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the values that decide about absent fields of one render: what the templates around a field ask for, tried in a
 * render.
 */
public final class DecidingValues implements AbsentFields {
    private final RenderedChart chart;
    private final Map<String, HelmOriginMap> origins;
    private final TrialRender trial;

    /**
     * @param chart the render
     * @param origins leads from the lines of each rendered file to templates
     * @param trial renders the same chart with other values
     */
    public DecidingValues(RenderedChart chart, Map<String, HelmOriginMap> origins, TrialRender trial) {
        this.chart = chart;
        this.origins = Map.copyOf(origins);
        this.trial = trial;
    }

    @Override
    public Map<AbsentField, DecidingValue> decide(List<AbsentField> fields) {
        var mentions = new LinkedHashMap<AbsentField, Set<Mention>>();
        for (AbsentField field : fields) {
            HelmOriginMap map = origins.get(field.file());
            // what values took away is found without any mention, too
            mentions.put(field, map == null ? Set.of() : map.mentions(field.place()));
        }
        var decided = new LinkedHashMap<AbsentField, DecidingValue>();
        if (!mentions.isEmpty()) {
            trial.open(session -> new ValueTrials(chart, session, mentions)
                    .run()
                    .forEach((field, claim) -> decided.put(field, value(claim))));
        }
        return decided;
    }

    private DecidingValue value(Claim claim) {
        Instance instance = claim.candidate().instance();
        var path = new ArrayList<Object>(claim.candidate().path());
        path.addAll(claim.inside());
        List<Object> key = ValuesLayers.rootPath(instance, path);
        for (int length = path.size(); length >= 0; length--) {
            Supply supply = length == 0 && instance.valuesPath().isEmpty()
                    ? null
                    : chart.layers().find(instance, path.subList(0, length));
            if (supply != null && supply.own()) {
                return value(key, supply, path.subList(length, path.size()), claim);
            }
        }
        for (int length = instance.valuesPath().size() - 1; length > 0; length--) {
            Supply supply = chart.layers().find(chart.root(), key.subList(0, length));
            if (supply != null && supply.own()) {
                return value(key, supply, key.subList(length, key.size()), claim);
            }
        }
        SourceLocation file = instance.chart().isOwn() ? chart.ownValues() : null;
        return new DecidingValue(
                StrValsKey.write(key), file, names(key), true, claim.candidate().switchTo(), false, List.of());
    }

    private DecidingValue value(List<Object> key, Supply supply, List<Object> missing, Claim claim) {
        var related = new LinkedHashSet<SourceLocation>();
        for (Candidate other : claim.besides()) {
            Supply beside = chart.layers().find(other.instance(), other.path());
            if (beside != null && beside.own()) {
                related.add(beside.at());
            }
        }
        related.addAll(supply.overridden());
        related.remove(supply.at());
        return new DecidingValue(
                StrValsKey.write(key),
                supply.at(),
                names(missing),
                false,
                claim.candidate().switchTo(),
                claim.tookAway(),
                List.copyOf(related));
    }

    private static List<String> names(List<Object> path) {
        return path.stream().map(Object::toString).toList();
    }
}
