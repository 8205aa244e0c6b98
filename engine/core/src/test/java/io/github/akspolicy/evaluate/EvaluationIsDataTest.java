package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.policy.Policy;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** An evaluation goes from one process to another: whatever a field is added to must be able to. */
class EvaluationIsDataTest {
    /** What a proxy or a transient field leaves behind. */
    private static final Set<Class<?>> LEFT_BEHIND = Set.of(Policy.class, OptionalInt.class, Function.class);

    @Test
    void everyTypeInItCanBeWritten() {
        var unwritable = new ArrayList<String>();
        var seen = new HashSet<Class<?>>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(Evaluation.class));
        while (!open.isEmpty()) {
            Class<?> type = open.poll();
            if (!seen.add(type) || LEFT_BEHIND.contains(type)) {
                continue;
            }
            boolean isAnything = type == Object.class || Collection.class.isAssignableFrom(type) || type == Map.class;
            if (!isAnything && !type.isPrimitive() && !Serializable.class.isAssignableFrom(type)) {
                unwritable.add(type.getName());
            }
            if (type.getName().startsWith("io.github.akspolicy.")) {
                for (Field field : type.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        types(field.getGenericType(), open);
                    }
                }
            }
        }
        assertThat(seen).contains(Finding.class, Ledger.PolicyAccount.class).hasSizeGreaterThan(40);
        assertThat(unwritable).isEmpty();
    }

    private static void types(Type type, Deque<Class<?>> found) {
        if (type instanceof Class<?> plain) {
            found.add(plain.isArray() ? plain.getComponentType() : plain);
        } else if (type instanceof ParameterizedType generic) {
            types(generic.getRawType(), found);
            for (Type argument : generic.getActualTypeArguments()) {
                types(argument, found);
            }
        } else if (type instanceof GenericArrayType array) {
            types(array.getGenericComponentType(), found);
        } else if (type instanceof WildcardType wildcard) {
            types(wildcard.getUpperBounds()[0], found);
        }
    }
}
