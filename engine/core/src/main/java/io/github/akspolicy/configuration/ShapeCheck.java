package io.github.akspolicy.configuration;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the configuration with its {@link Shape} and says what does not fit. */
final class ShapeCheck {
    private static final int SHOWN_CHARACTERS = 80;

    private final Problems problems;
    private final boolean hasBuiltIn;

    /** The built-in policies are there, or none is named. */
    ShapeCheck(Problems problems) {
        this(problems, true);
    }

    /** @param hasBuiltIn whether the built-in policies are on the class path */
    ShapeCheck(Problems problems, boolean hasBuiltIn) {
        this.hasBuiltIn = hasBuiltIn;
        this.problems = problems;
    }

    /** @param field a field that is written */
    void check(Shape shape, Field field) {
        if (shape instanceof Shape.Described described) {
            check(described.shape(), field);
        } else if (shape instanceof Shape.Shared shared) {
            check(shared.shape(), field);
        } else if (shape instanceof Shape.ByType byType) {
            Shape chosen = choose(byType, field);
            if (chosen == null) {
                wrong(byType, field);
            } else {
                check(chosen, field);
            }
        } else if (!hasType(shape, field.node())) {
            wrong(shape, field);
        } else if (shape instanceof Shape.Text text) {
            checkText(text, field);
        } else if (shape instanceof Shape.Whole whole) {
            checkWhole(whole, field);
        } else if (shape instanceof Shape.Word word) {
            checkWord(word, field);
        } else if (shape instanceof Shape.Items items) {
            checkItems(items, field);
        } else if (shape instanceof Shape.Entries entries) {
            checkEntries(entries, field);
        } else if (shape instanceof Shape.Keys keys) {
            checkKeys(keys, field, field.fields());
        } else if (shape instanceof Shape.ByKey byKey) {
            checkByKey(byKey, field);
        } else if (shape instanceof Shape.ByWord byWord) {
            checkByWord(byWord, field);
        }
    }

    private static @Nullable Shape choose(Shape.ByType byType, Field field) {
        for (Shape alternative : byType.alternatives()) {
            if (hasType(alternative, field.node())) {
                return alternative;
            }
        }
        return null;
    }

    private static boolean hasType(Shape shape, @Nullable Node node) {
        if (shape instanceof Shape.Described described) {
            return hasType(described.shape(), node);
        }
        if (shape instanceof Shape.Shared shared) {
            return hasType(shared.shape(), node);
        }
        if (shape instanceof Shape.ByType byType) {
            return byType.alternatives().stream().anyMatch(alternative -> hasType(alternative, node));
        }
        if (shape instanceof Shape.Anything) {
            return true;
        }
        if (shape instanceof Shape.Items) {
            return node instanceof Node.Sequence;
        }
        if (!(node instanceof Node.Scalar scalar)) {
            return node instanceof Node.Mapping
                    && (shape instanceof Shape.Entries
                            || shape instanceof Shape.Keys
                            || shape instanceof Shape.ByKey
                            || shape instanceof Shape.ByWord);
        }
        Object value = scalar.value();
        if (shape instanceof Shape.Text || shape instanceof Shape.Word) {
            return value instanceof String;
        }
        if (shape instanceof Shape.Flag) {
            return value instanceof Boolean;
        }
        if (shape instanceof Shape.Whole) {
            return Field.root(scalar).integer() != null;
        }
        return shape instanceof Shape.Nothing && value == null;
    }

    private void checkText(Shape.Text text, Field field) {
        String value = field.stringOr("");
        if (value.isEmpty() && !text.mayBeEmpty()) {
            problems.add(valueOf(field), name(field) + " must be " + text.expected() + ", but it is empty", "");
        } else if (!fits(text, value)) {
            problems.add(valueOf(field), name(field) + " must be " + text.expected() + ", not " + quote(value), "");
        }
    }

    private static boolean fits(Shape.Text text, String value) {
        return (text.mayBeEmpty() || !value.isEmpty())
                && (text.pattern() == null || text.pattern().matcher(value).matches());
    }

    private void checkWhole(Shape.Whole whole, Field field) {
        Long value = field.integer();
        if (value == null || value < whole.least() || value > whole.most()) {
            problems.add(valueOf(field), name(field) + " must be " + whole.expected() + ", not " + value, "");
        }
    }

    private void checkWord(Shape.Word word, Field field) {
        String value = field.stringOr("");
        if (!word.words().contains(value)) {
            problems.add(
                    valueOf(field),
                    name(field) + " cannot be " + quote(value),
                    DidYouMean.allowed(value, word.words(), "it is one of"));
        }
    }

    private void checkItems(Shape.Items items, Field field) {
        List<Field> all = field.items();
        if (all.isEmpty() && !items.mayBeEmpty()) {
            problems.add(valueOf(field), name(field) + " is empty", "");
        }
        all.forEach(item -> check(items.item(), item));
    }

    private void checkEntries(Shape.Entries entries, Field field) {
        for (Field entry : field.fields()) {
            if (!fits(entries.key(), entry.key())) {
                problems.add(
                        entry.place().key(),
                        "the key " + quote(entry.key()) + within(field) + " must be "
                                + entries.key().expected(),
                        "");
            }
            check(entries.value(), entry);
        }
    }

    private void checkKeys(Shape.Keys keys, Field field, List<Field> entries) {
        for (Field entry : entries) {
            Shape shape = keys.known().get(entry.key());
            if (shape == null) {
                unknownKey(keys, field, entry);
            } else {
                check(shape, entry);
            }
        }
        for (String required : keys.required()) {
            if (!field.get(required).isWritten()) {
                problems.add(valueOf(field), name(field) + " has no " + quote(required), "add it");
            }
        }
    }

    private void unknownKey(Shape.Keys keys, Field field, Field entry) {
        problems.add(
                entry.place().key(),
                "unknown " + keys.noun() + " " + quote(entry.key()) + within(field),
                keys.noun().equals("policy")
                        ? unknownPolicy(entry.key(), keys.known().keySet())
                        : DidYouMean.fix(entry.key(), keys.known().keySet(), keys.noun() + "s"));
    }

    private String unknownPolicy(String id, Set<String> known) {
        return hasBuiltIn || !DidYouMean.near(id, known).isEmpty()
                ? DidYouMean.fix(id, known, "policies")
                : "the built-in policies are not on the class path: " + PolicySelection.BUILT_IN_POLICIES;
    }

    private void checkByKey(Shape.ByKey byKey, Field field) {
        List<String> present = byKey.alternatives().keySet().stream()
                .filter(key -> field.get(key).isWritten())
                .toList();
        String all = String.join("\" nor \"", byKey.alternatives().keySet());
        if (present.isEmpty()) {
            problems.add(valueOf(field), name(field) + " has neither \"" + all + "\"", "add one of them");
            checkUnknown(byKey, field);
            return;
        }
        if (present.size() > 1) {
            problems.add(
                    field.get(present.get(1)).place().key(),
                    name(field) + " has both \"" + String.join("\" and \"", present) + "\"",
                    "make a separate entry for each");
            checkUnknown(byKey, field);
            return;
        }
        String chosen = present.get(0);
        Shape.Keys keys = byKey.alternatives().getOrDefault(chosen, new Shape.Keys("key", Map.of(), Set.of()));
        var fitting = new ArrayList<Field>();
        for (Field entry : field.fields()) {
            if (!keys.known().containsKey(entry.key()) && isKnown(byKey, entry.key())) {
                problems.add(
                        entry.place().key(),
                        quote(entry.key()) + " does not go with " + quote(chosen) + within(field),
                        "remove it");
            } else {
                fitting.add(entry);
            }
        }
        checkKeys(keys, field, fitting);
    }

    private void checkByWord(Shape.ByWord byWord, Field field) {
        Field word = field.get(byWord.key());
        Shape.Keys keys = byWord.alternative(word.stringOr(""));
        if (keys != null) {
            checkKeys(keys, field, field.fields());
        } else if (word.isWritten()) {
            check(new Shape.Word(byWord.words()), word);
        } else {
            problems.add(valueOf(field), name(field) + " has no " + quote(byWord.key()), "add it");
        }
    }

    /** Where no alternative can be chosen, at least the keys that none of them has can be told. */
    private void checkUnknown(Shape.ByKey byKey, Field field) {
        var all = new LinkedHashMap<String, Shape>();
        byKey.alternatives().values().forEach(keys -> all.putAll(keys.known()));
        for (Field entry : field.fields()) {
            if (!all.containsKey(entry.key())) {
                unknownKey(new Shape.Keys("key", all, Set.of()), field, entry);
            }
        }
    }

    private static boolean isKnown(Shape.ByKey byKey, String key) {
        return byKey.alternatives().values().stream()
                .anyMatch(keys -> keys.known().containsKey(key));
    }

    private void wrong(Shape shape, Field field) {
        Node node = field.node();
        String type = node == null ? "absent" : node.typeName();
        if (type.equals("null")) {
            problems.add(
                    field.place().key(),
                    name(field) + " has no value: it must be " + shape.expected(),
                    "give it one, or remove the line");
            return;
        }
        String article = type.equals("absent") ? type : "a " + type;
        problems.add(
                valueOf(field), name(field) + " must be " + shape.expected() + ", not " + article, mend(shape, node));
    }

    private static String mend(Shape shape, @Nullable Node node) {
        if (takesText(shape) && node instanceof Node.Scalar) {
            return "put the value in quotes";
        }
        if (shape instanceof Shape.Items && node instanceof Node.Scalar) {
            return "write [ ] around the value";
        }
        return "";
    }

    private static boolean takesText(Shape shape) {
        if (shape instanceof Shape.Shared shared) {
            return takesText(shared.shape());
        }
        return shape instanceof Shape.Text
                || (shape instanceof Shape.ByType byType
                        && byType.alternatives().stream().anyMatch(ShapeCheck::takesText));
    }

    private static Position valueOf(Field field) {
        return field.place().value();
    }

    private static String name(Field field) {
        String path = field.path().toString();
        return path.isEmpty() ? "the configuration" : path;
    }

    private static String within(Field parent) {
        String path = parent.path().toString();
        return path.isEmpty() ? "" : " in " + path;
    }

    /** A word of the file for a message; writers neutralise what terminals would obey. */
    static String quote(String word) {
        String shown = word.length() <= SHOWN_CHARACTERS ? word : word.substring(0, SHOWN_CHARACTERS) + "…";
        return "\"" + shown + "\"";
    }
}
