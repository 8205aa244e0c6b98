package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.bicep.BicepFiles;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import java.util.List;

/**
 * The lines of definitions whose values keep the place that decides them: where that is another line than that of the
 * attribute, it is the line to edit, and the attribute is related.
 */
record BicepOrigins(BicepFiles files) implements OriginMap {
    @Override
    public Origin locate(Place place) {
        SourceLocation attribute = files.locate(place.key(), Role.MANIFEST);
        SourceLocation value = files.locate(place.value(), Role.VALUES);
        boolean isSame = attribute.path().equals(value.path()) && attribute.line() == value.line();
        return isSame ? Origin.of(attribute) : new Origin(value, List.of(attribute), List.of(), false);
    }
}
