package io.github.akspolicy.cluster.value;

import io.github.akspolicy.manifest.Position;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of Terraform's language that knows the text that decides it: the literal that it is, the outermost call, operator or
 * template where several texts make it, the reference where it is unknown. A value that is taken out of another one (an element,
 * an argument that {@code coalesce} returns) keeps the place where it is written.
 */
public sealed interface Value {
    /** The text that decides it. */
    Position at();

    /** The same value, decided by another text. */
    Value movedTo(Position to);

    /** {@code null}: an attribute that is left out. */
    record Null(Position at) implements Value {
        @Override
        public Value movedTo(Position to) {
            return new Null(to);
        }
    }

    /** {@code true} or {@code false}. */
    record Bool(boolean value, Position at) implements Value {
        @Override
        public Value movedTo(Position to) {
            return new Bool(value, to);
        }
    }

    /** A number of any size. */
    record Number(BigDecimal value, Position at) implements Value {
        @Override
        public Value movedTo(Position to) {
            return new Number(value, to);
        }
    }

    /** A text. */
    record Text(String value, Position at) implements Value {
        /** Normalized as Terraform does it (Unicode's NFC). */
        public Text {
            value = Normalizer.isNormalized(value, Normalizer.Form.NFC)
                    ? value
                    : Normalizer.normalize(value, Normalizer.Form.NFC);
        }

        @Override
        public Value movedTo(Position to) {
            return new Text(value, to);
        }
    }

    /** What a collection of items is: the items of a tuple have types of their own, those of a list or set one type. */
    enum Items {
        TUPLE,
        LIST,
        SET
    }

    /** A tuple, list or set; a set is sorted and has no item twice. */
    record Sequence(Items kind, List<Value> items, Position at) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Value movedTo(Position to) {
            return new Sequence(kind, items, to);
        }
    }

    /** What a collection of entries is: the values of an object have types of their own, those of a map one type. */
    enum Entries {
        OBJECT,
        MAP
    }

    /**
     * An object or map. Terraform sorts its keys; here they keep the order of the text, and what depends on an order sorts them.
     *
     * @param entries by key
     * @param rest what an entry is that is not among them: of a resource, its provider may fill what the configuration leaves out, of
     *     maps that are merged, one may be unknown; null where there is no other entry
     */
    record Mapping(
            Entries kind,
            Map<String, Entry> entries,
            Position at,
            @Nullable Unknown rest) implements Value {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        /** An object or map with these entries and no other. */
        public Mapping(Entries kind, Map<String, Entry> entries, Position at) {
            this(kind, entries, at, null);
        }

        @Override
        public Value movedTo(Position to) {
            return new Mapping(kind, entries, to, rest);
        }
    }

    /**
     * An entry of an object or map.
     *
     * @param keyAt where the key is written
     */
    record Entry(Position keyAt, Value value) {}

    /**
     * What the text does not tell.
     *
     * @param expression what the text says, for messages: {@code var.prod}, {@code azurerm_kubernetes_cluster.a.id}
     * @param partial as much of a text as is known, with the rest in {@code ⟨⟩}; with the modules of a reference before it and
     *     without indexes, so that two values that are written alike here are the same: {@code aks-⟨module.a.var.prod⟩}
     * @param reason why, for messages: {@code no value for var.prod}
     * @param at the reference
     * @param declaredAt where what has no value is declared; null where that is of no use
     */
    record Unknown(
            String expression,
            String partial,
            String reason,
            Position at,
            @Nullable Position declaredAt) implements Value {
        @Override
        public Value movedTo(Position to) {
            return new Unknown(expression, partial, reason, to, declaredAt);
        }
    }
}
