package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.RECOMMENDED;
import static io.github.akspolicy.policy.Severity.*;
import static java.util.Objects.requireNonNull;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Step;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** kubectl and Helm send the last of equal keys and drop the others: the object runs without a setting that is written. */
final class KeysMustNotBeSetTwice extends BuiltInPolicy<Resource> {
    KeysMustNotBeSetTwice() {
        super(
                ViewType.RESOURCE,
                policy("workload/duplicate-keys", MEDIUM, "Keys must not be set twice")
                        .fix("keep one of the two, with what both say")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        Node root = resource.root().node();
        // nodes are walked before fields: nearly no object has such keys
        if (root != null && Node.writtenTwice(root) > 0) {
            judge(resource.root(), judgement);
        }
    }

    private static void judge(Field field, Judgement judgement) {
        boolean isSecondObject = field.isRoot() && isSetTwice(field, "apiVersion") && isSetTwice(field, "kind");
        if (isSecondObject) {
            judgement.add(secondObject(field));
        }
        if (field.node() instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                Node.Dropped dropped = entry.dropped();
                if (dropped != null && !isSecondObject) {
                    judgement.add(found(field.get(entry.key()), dropped));
                }
            }
        }
        field.fields().forEach(inner -> judge(inner, judgement));
        field.items().forEach(item -> judge(item, judgement));
    }

    private static boolean isSetTwice(Field object, String key) {
        return dropped(object, key) != null;
    }

    private static Node.@Nullable Dropped dropped(Field object, String key) {
        Node.Entry entry = object.node() instanceof Node.Mapping mapping ? mapping.entry(key) : null;
        return entry == null ? null : entry.dropped();
    }

    /** Nothing of the object before is deployed. */
    private static Observation secondObject(Field object) {
        Field kind = object.get("kind");
        Position first = requireNonNull(dropped(object, "kind")).first();
        return Observation.violation(
                        at(kind, kind.position()),
                        "kind begins a second object without a line --- before it: kubectl and Helm send this object, and"
                                + " drop the one before",
                        "")
                .withSeverity(HIGH)
                .withSteps(List.of(new Step(null, at(kind, first), "set first, and dropped with its object")));
    }

    private static Observation found(Field key, Node.Dropped dropped) {
        Place last = at(key, key.position());
        Place first = at(key, dropped.first());
        String what = key.key() + " is set twice";
        return dropped.isSame()
                ? Observation.violation(last, what + ", to the same value", "")
                        .withSeverity(LOW)
                        .withSteps(List.of(new Step(null, first, "set first")))
                : Observation.violation(last, what + ": kubectl and Helm send this value, and drop the one before", "")
                        .withSteps(List.of(new Step(null, first, "set first, and dropped")));
    }

    /** The line of the key, whatever wrote its value; only an item of a list is at its value. */
    private static Place at(Field key, Position position) {
        return new Place(key.path(), key.path(), position, new Position(position.line(), position.column() + 1));
    }
}
