package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one notation writes a property, and how. Written as {@code a.b}; {@code /a.b} lies beside the properties, {@code
 * !a} means the opposite, {@code a{}} is true where the block {@code a} stands, and {@code a?Enabled:Disabled} gives words
 * to a flag. {@code a=FIPS} is true where {@code a} is that word.
 */
record PropertyPath(
        List<String> segments,
        boolean isTop,
        boolean isNegated,
        boolean isBlock,
        @Nullable String ifTrue,
        @Nullable String ifFalse,
        @Nullable String word) {

    static List<PropertyPath> all(String paths) {
        return paths.isEmpty()
                ? List.of()
                : Arrays.stream(paths.split(" *\\| *")).map(PropertyPath::of).toList();
    }

    private static PropertyPath of(String written) {
        String path = written;
        String ifTrue = null;
        String ifFalse = null;
        int words = path.indexOf('?');
        if (words >= 0) {
            String[] both = path.substring(words + 1).split(":");
            ifTrue = both[0];
            ifFalse = both[1];
            path = path.substring(0, words);
        }
        String word = null;
        int equals = path.indexOf('=');
        if (equals >= 0) {
            word = path.substring(equals + 1);
            path = path.substring(0, equals);
        }
        boolean isNegated = path.startsWith("!");
        boolean isTop = path.startsWith("/");
        boolean isBlock = path.endsWith("{}");
        path = path.substring(isNegated || isTop ? 1 : 0, path.length() - (isBlock ? 2 : 0));
        return new PropertyPath(List.of(path.split("\\.")), isTop, isNegated, isBlock, ifTrue, ifFalse, word);
    }

    /** The path in words of the notation. */
    String written() {
        return String.join(".", segments);
    }

    /** Follows the path; stops at a value that is known only at deployment, which hides all that is in it. */
    Field follow(Field from) {
        Field field = from;
        for (String segment : segments) {
            if (field.pending() != null) {
                return field;
            }
            field = step(field, segment);
        }
        return field;
    }

    /** The field of a name, whatever its case; of the only item where a block is written as a list. */
    static Field step(Field field, String name) {
        Field block = field;
        if (field.node() instanceof Node.Sequence) {
            Field named = named(field, name);
            if (named != null) {
                return named;
            }
            List<Field> items = field.items();
            if (items.isEmpty()) {
                return field.get(name);
            }
            block = items.get(0);
        }
        return block.node() instanceof Node.Mapping mapping ? block.get(key(mapping, name)) : block.get(name);
    }

    /** The key of a mapping that has this name in any case; a key in the very case wins. */
    private static String key(Node.Mapping mapping, String name) {
        if (mapping.entry(name) == null) {
            for (Node.Entry entry : mapping.entries()) {
                if (entry.key().equalsIgnoreCase(name)) {
                    return entry.key();
                }
            }
        }
        return name;
    }

    /** CAPZ writes add-ons as a list of things with names. */
    private static @Nullable Field named(Field list, String name) {
        for (Field item : list.items()) {
            if (name.equalsIgnoreCase(item.path().itemName())) {
                return item;
            }
        }
        return null;
    }

    /** Whether anything is written there: null is nothing, and so is a list of no blocks. */
    boolean isPresent(Field field) {
        return field.isPresent()
                && !(isBlock
                        && field.node() instanceof Node.Sequence list
                        && list.items().isEmpty());
    }

    /** What the service gets where this is written. */
    @Nullable
    Object value(Field field) {
        if (isBlock) {
            return ifTrue == null ? true : ifTrue;
        }
        if (!(field.node() instanceof Node.Scalar scalar)) {
            return field;
        }
        Object value = scalar.value();
        if (word != null) {
            return word.equalsIgnoreCase(String.valueOf(value));
        }
        Boolean flag = flag(value);
        if (flag == null) {
            return value;
        }
        if (ifTrue != null) {
            return flag ? ifTrue : ifFalse;
        }
        return isNegated != flag;
    }

    /** Terraform and add-on settings write flags as texts, too. */
    private static @Nullable Boolean flag(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        return value instanceof String text && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))
                ? Boolean.valueOf(text)
                : null;
    }

    /** How the value would be written there, as text: {@code local_account_disabled = true}. */
    Object wanted(Object value) {
        if (ifTrue != null) {
            return value.equals(ifTrue);
        }
        if (word != null && Boolean.TRUE.equals(value)) {
            return word;
        }
        return isNegated && value instanceof Boolean flag ? !flag : value;
    }
}
