package io.github.akspolicy.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.resource.Resource;
import java.util.List;
import java.util.TreeSet;

/**
 * Resources whose values stand where the resource is. A value that comes from a variable or from the default of a parameter
 * stands there otherwise, and nobody could tell by its line which resource it belongs to.
 */
final class Confined {
    private final Position start;
    private final Position end;

    private Confined(Position start, Position end) {
        this.start = start;
        this.end = end;
    }

    static List<Resource> all(List<Resource> resources) {
        var starts = new TreeSet<Position>();
        resources.forEach(resource -> starts.add(resource.root().place().value()));
        return resources.stream()
                .map(resource -> {
                    Node root = resource.root().node();
                    Position start = resource.root().place().value();
                    Position next = starts.higher(start);
                    var range = new Confined(start, next == null ? new Position(Integer.MAX_VALUE, 1) : next);
                    return root == null ? resource : Resource.of(resource.id(), Field.root(range.node(root, start)));
                })
                .toList();
    }

    private Position within(Position position, Position otherwise) {
        return position.compareTo(start) >= 0 && position.compareTo(end) < 0 ? position : otherwise;
    }

    private Node node(Node node, Position parent) {
        Position own = within(node.position(), parent);
        if (node instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    mapping.entries().stream()
                            .map(entry -> {
                                Position key = within(entry.keyPosition(), own);
                                return new Node.Entry(entry.key(), key, node(entry.value(), key));
                            })
                            .toList(),
                    own,
                    mapping.ignoresCase());
        }
        if (node instanceof Node.Sequence list) {
            return new Node.Sequence(
                    list.items().stream().map(item -> node(item, own)).toList(), own);
        }
        return new Node.Scalar(((Node.Scalar) node).value(), own);
    }
}
