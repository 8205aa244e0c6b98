package io.github.akspolicy.cluster;

import io.github.akspolicy.cluster.module.Instance;
import io.github.akspolicy.cluster.module.RootModule;
import io.github.akspolicy.cluster.module.ValueNodes;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.AzureKeys;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.Origin;
import io.github.akspolicy.source.OriginMap;
import io.github.akspolicy.source.SourceLocation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Leads from places of a plan to the configuration beside it: what the same attribute is as it is written. Of a module that is not
 * there the call can be edited; what is found nowhere is the plan itself, which is not edited.
 */
final class PlanOrigins implements OriginMap {
    private final String path;
    private final RootModule module;
    private final ConfigurationOrigins origins;
    private final TreeMap<Position, String> addresses = new TreeMap<>();
    private final Map<String, Field> written = new HashMap<>();
    private final Map<String, Position> calls = new HashMap<>();

    /** @param resources those of the plan */
    PlanOrigins(ClusterRequest request, String path, Path folder, List<Resource> resources) {
        this.path = path;
        this.module = RootModule.read(folder, request.parameterFiles(), null, request.workspace(), request.limits());
        this.origins = new ConfigurationOrigins(module);
        for (Instance instance : module.instances()) {
            Field attributes = Field.root(ValueNodes.of(instance.attributes()));
            written.put(instance.address(), attributes);
            written.putIfAbsent(AzureKeys.withoutIndexes(instance.address()), attributes);
        }
        module.calls().forEach((address, at) -> calls.put(AzureKeys.withoutIndexes(address), at));
        for (Resource resource : resources) {
            Node root = resource.root().node();
            if (root != null) {
                addresses.put(root.position(), resource.root().get("address").stringOr(""));
            }
        }
    }

    @Override
    public Origin locate(Place place) {
        var generated =
                new SourceLocation(path, place.key().line(), place.key().column(), SourceLocation.Role.GENERATED);
        Map.Entry<Position, String> within = addresses.floorEntry(place.key());
        Origin source = within == null ? null : source(within.getValue(), place);
        if (source == null) {
            return Origin.of(generated);
        }
        var related = new ArrayList<>(source.related());
        related.add(generated);
        return new Origin(source.primary(), related, source.valuesKeys(), source.approximate());
    }

    private @Nullable Origin source(String address, Place place) {
        String plain = AzureKeys.withoutIndexes(address);
        Field attributes = written.getOrDefault(address, written.get(plain));
        if (attributes != null) {
            return origins.locate(follow(attributes, place.path().segments()).place());
        }
        for (int end = plain.lastIndexOf('.'); end > 0; end = plain.lastIndexOf('.', end - 1)) {
            Position call = calls.get(plain.substring(0, end));
            if (call != null) {
                SourceLocation at = origins.location(call, SourceLocation.Role.MANIFEST);
                return new Origin(at, List.of(), List.of(), true);
            }
        }
        return null;
    }

    private static Field follow(Field from, List<Object> path) {
        Field field = from;
        for (Object segment : path) {
            if (segment instanceof Integer index) {
                List<Field> items = field.items();
                if (index >= items.size()) {
                    return field;
                }
                field = items.get(index);
            } else {
                field = field.get(String.valueOf(segment));
            }
        }
        return field;
    }
}
