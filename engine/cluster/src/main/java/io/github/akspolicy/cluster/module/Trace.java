package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an evaluation passes through: the references that it follows, and whether something sensitive is among them. */
final class Trace {
    /** Nobody reads a longer chain. */
    private static final int LONGEST_CHAIN = 24;

    private final Set<String> secrets = new HashSet<>();
    private final Map<Position, Map<Position, Traced>> attributes = new HashMap<>();
    private final Map<Value, Traced> origins = new IdentityHashMap<>();
    private Set<Position> via = new LinkedHashSet<>();
    private boolean isSensitive;

    /**
     * A value with what its evaluation passed through.
     *
     * @param isSensitive whether something sensitive is in it
     */
    record Traced(Value value, List<Position> via, boolean isSensitive) {}

    /** Evaluates something on its own. What it passed through counts for its surroundings only with {@link #pass(Traced)}. */
    Traced traced(Supplier<Value> evaluation) {
        Set<Position> around = via;
        boolean wasSensitive = isSensitive;
        via = new LinkedHashSet<>();
        isSensitive = false;
        try {
            Value value = evaluation.get();
            return new Traced(value, List.copyOf(via), isSensitive);
        } finally {
            via = around;
            isSensitive = wasSensitive;
        }
    }

    /** Takes note that the evaluation uses a value. */
    Value pass(Traced traced) {
        pass(traced.via());
        isSensitive |= traced.isSensitive();
        return traced.value();
    }

    /** Takes note of places that the evaluation leads through. */
    void pass(Collection<Position> places) {
        for (Position place : places) {
            pass(place);
        }
    }

    void pass(Position place) {
        if (via.size() < LONGEST_CHAIN) {
            via.add(place);
        }
    }

    /** Takes note that a value is sensitive. */
    void sensitive(Value value) {
        isSensitive = true;
        secret(value);
    }

    /** Takes a value that a function or template made of others, within its own {@link #traced}. */
    Value made(Value value) {
        if (isSensitive) {
            secret(value);
        }
        return value;
    }

    /** The texts of a value must not be shown. */
    void secret(Value value) {
        if (value instanceof Value.Mapping mapping) {
            mapping.entries().values().forEach(entry -> secret(entry.value()));
        } else if (value instanceof Value.Sequence sequence) {
            sequence.items().forEach(this::secret);
        } else if (value instanceof Value.Text text && !text.value().isEmpty()) {
            secrets.add(text.value());
        } else if (value instanceof Value.Number number) {
            secrets.add(number.value().stripTrailingZeros().toPlainString());
        }
    }

    Set<String> secrets() {
        return secrets;
    }

    /** Keeps what the evaluation of an attribute passed through. @param attribute where its name is written */
    void keep(Position attribute, Traced traced) {
        attributes
                .computeIfAbsent(attribute, key -> new HashMap<>())
                .putIfAbsent(traced.value().at(), traced);
    }

    /** Takes note that the evaluation uses an attribute of a resource. */
    void passAttribute(Value.@Nullable Entry entry) {
        if (entry != null) {
            pass(entry.keyAt());
            Traced kept = kept(entry.keyAt(), entry.value().at());
            if (kept != null) {
                pass(kept);
            }
        }
    }

    /** Keeps what led to the value of a name such as {@code each}. */
    void origin(Value name, Traced traced) {
        origins.put(name, traced);
    }

    /** Takes note that the evaluation uses the value of such a name. */
    void passOrigin(Value name) {
        Traced origin = origins.get(name);
        if (origin != null) {
            pass(origin);
        }
    }

    private @Nullable Traced kept(Position attribute, Position value) {
        Map<Position, Traced> kept = attributes.get(attribute);
        if (kept == null) {
            return null;
        }
        Traced exact = kept.get(value);
        return exact != null ? exact : kept.values().iterator().next();
    }

    List<Position> via(Position attribute, Position value) {
        Traced kept = kept(attribute, value);
        return kept == null ? List.of() : kept.via();
    }
}
