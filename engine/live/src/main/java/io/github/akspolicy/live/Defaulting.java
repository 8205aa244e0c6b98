package io.github.akspolicy.live;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.workload.Quantity;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the API server makes of a value without changing its meaning: it leaves out what is empty, and writes amounts in one
 * way. The rules are those of Go's {@code omitempty} and of {@code resource.Quantity} in k8s.io/api.
 */
final class Defaulting {
    /**
     * Fields whose absence means something else than their zero value (pointers in k8s.io/api): that {@code false} was
     * removed from one of them is a change.
     */
    private static final Set<String> ABSENCE_COUNTS = Set.of(
            "allocateLoadBalancerNodePorts",
            "allowPrivilegeEscalation",
            "automountServiceAccountToken",
            "enableServiceLinks",
            "fsGroup",
            "hostUsers",
            "replicas",
            "runAsGroup",
            "runAsNonRoot",
            "runAsUser",
            "storageClassName",
            "terminationGracePeriodSeconds");

    /** The mappings and fields that hold amounts. */
    private static final Set<String> AMOUNTS = Set.of(
            "requests",
            "limits",
            "hard",
            "capacity",
            "sizeLimit",
            "divisor",
            "default",
            "defaultRequest",
            "max",
            "min",
            "averageValue",
            "overhead",
            "podFixed");

    private Defaulting() {}

    /** Whether a value says nothing: the API server keeps no null. */
    static boolean isNull(Node node) {
        return node instanceof Node.Scalar scalar && scalar.value() == null;
    }

    /** Whether the API server may leave a field out that was written like this. */
    static boolean mayBeLeftOut(Field released) {
        Node node = released.node();
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries().stream().allMatch(entry -> isNull(entry.value()));
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().isEmpty();
        }
        if (ABSENCE_COUNTS.contains(released.key())) {
            return false;
        }
        Object value = node instanceof Node.Scalar scalar ? scalar.value() : null;
        return value == null || value.equals("") || value.equals(false) || value.equals(0L);
    }

    /** Whether two scalars mean the same. */
    static boolean isSame(Field released, Node.Scalar one, Node.Scalar other) {
        if (Objects.equals(one.value(), other.value())) {
            return true;
        }
        String left = String.valueOf(one.value());
        String right = String.valueOf(other.value());
        if (one.value() instanceof Number && other.value() instanceof Number) {
            return new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
        }
        if (isAmount(released.path())) {
            Optional<BigDecimal> amount = Quantity.parse(left);
            return amount.isPresent()
                    && Quantity.parse(right)
                            .filter(running -> running.compareTo(amount.get()) == 0)
                            .isPresent();
        }
        // an IntOrString, or a value that the API server takes as text
        return left.equals(right);
    }

    private static boolean isAmount(FieldPath path) {
        FieldPath parent = path.parent();
        return AMOUNTS.contains(path.lastField()) || (parent != null && AMOUNTS.contains(parent.lastField()));
    }
}
