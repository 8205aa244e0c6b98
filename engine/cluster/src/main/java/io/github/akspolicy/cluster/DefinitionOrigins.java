package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.bicep.BicepFiles;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a template, whose values keep the place that decides them: of a parameter file, of what a deployment around hands
 * on, of a default. Where that is another line than that of the attribute, it is the line to edit, and the attribute is related.
 * Where an expression makes something of several values, their lines are related to its own; in a generated file, which nobody
 * edits, the only one is the line to edit.
 *
 * @param sources where the values stand that an expression is made of, by its place
 * @param compiled what a tool made, and the lines of its sources; null where all is edited
 */
record DefinitionOrigins(
        BicepFiles files,
        Map<Position, Set<Position>> sources,
        @Nullable CompiledLines compiled) implements OriginMap {
    @Override
    public Origin locate(Place place) {
        SourceLocation attribute = location(place.key(), Role.MANIFEST);
        List<Position> made = List.copyOf(sources.getOrDefault(place.value(), Set.of()));
        if (compiled != null && compiled.isGenerated(place.value())) {
            return generated(place, attribute, made);
        }
        SourceLocation value = location(place.value(), Role.VALUES);
        boolean isSame = isLine(attribute, value);
        var related = new ArrayList<SourceLocation>();
        if (!isSame) {
            related.add(attribute);
        }
        SourceLocation primary = isSame ? attribute : value;
        made.stream()
                .map(source -> location(source, Role.VALUES))
                .filter(other -> !isLine(other, primary))
                .forEach(related::add);
        return new Origin(primary, related.stream().distinct().toList(), List.of(), false);
    }

    private static boolean isLine(SourceLocation one, SourceLocation other) {
        return one.path().equals(other.path()) && one.line() == other.line();
    }

    private SourceLocation location(Position at, Role role) {
        return files.locate(at, compiled != null && compiled.isGenerated(at) ? Role.GENERATED : role);
    }

    /** What the compiled file alone says: what the call of a module hands on, else the call. */
    private Origin generated(Place place, SourceLocation attribute, List<Position> made) {
        CompiledLines lines = java.util.Objects.requireNonNull(compiled);
        Position decides = made.size() == 1 ? made.get(0) : place.value();
        Position written = lines.isGenerated(decides) ? lines.written(decides) : decides;
        if (written != null) {
            return new Origin(location(written, Role.MANIFEST), List.of(attribute), List.of(), false);
        }
        Position call = lines.call(place.value());
        if (call != null) {
            return new Origin(location(call, Role.MANIFEST), List.of(attribute), List.of(), true);
        }
        SourceLocation primary = location(decides, Role.GENERATED);
        var related = new ArrayList<SourceLocation>();
        if (!isLine(primary, attribute)) {
            related.add(attribute);
        }
        if (made.size() > 1) {
            made.forEach(source -> related.add(location(source, Role.GENERATED)));
        }
        return new Origin(primary.line() == attribute.line() ? attribute : primary, related, List.of(), false);
    }
}
