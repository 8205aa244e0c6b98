package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.module.RootModule;
import io.github.akspolicy.cluster.module.Texts;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Leads from places of a configuration of Terraform to the text that decides: the file of variables, the argument of a module or
 * the default that a variable has, with the attribute as it is written as related line.
 */
final class ConfigurationOrigins implements OriginMap {
    private final RootModule module;

    ConfigurationOrigins(RootModule module) {
        this.module = module;
    }

    SourceLocation location(Position at, SourceLocation.Role role) {
        Texts.Location location = module.texts().locate(at);
        return new SourceLocation(location.path(), location.line(), location.column(), role);
    }

    @Override
    public Origin locate(Place place) {
        SourceLocation attribute = location(place.key(), SourceLocation.Role.MANIFEST);
        List<Position> via = place.isWritten() ? module.via(place.key(), place.value()) : List.of();
        SourceLocation decides = location(place.isWritten() ? place.value() : place.key(), SourceLocation.Role.VALUES);
        boolean isInLine = decides.path().equals(attribute.path()) && decides.line() == attribute.line();
        if (via.isEmpty() && isInLine) {
            // the value stands where it is asked for
            return Origin.of(attribute);
        }
        var others = new LinkedHashSet<SourceLocation>();
        others.add(attribute);
        via.forEach(step -> others.add(location(step, SourceLocation.Role.MANIFEST)));
        others.removeIf(other -> other.path().equals(decides.path()) && other.line() == decides.line());
        return new Origin(decides, List.copyOf(others), List.of(), false);
    }
}
