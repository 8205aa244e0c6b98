package io.github.akspolicy.policyfiles;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.policy.fluent.Answer;
import io.github.akspolicy.policy.fluent.Answer.Evidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leads the validator's errors back to fields with their lines, in words that go on from the field. */
final class SchemaAnswers {
    private static final Set<String> ALTERNATIVES = Set.of("anyOf", "oneOf");

    private SchemaAnswers() {}

    /** What the errors say of a thing; alternatives that all fail are one finding. */
    static Answer of(Field root, List<Error> all) {
        Set<FieldPath> causes = causes(root, all);
        List<Error> errors = all.stream()
                .filter(error -> !isUnevaluated(error)
                        || !causes.contains(evidence(root, error).at().path()))
                .toList();
        Map<Object, Evidence> findings = new LinkedHashMap<>();
        for (Error error : errors) {
            Evidence found = evidence(root, error);
            List<Object> group = alternative(error);
            if (group.isEmpty()) {
                findings.putIfAbsent(List.of(found.at().path(), found.says()), found);
            } else if (!ALTERNATIVES.contains(error.getKeyword())) {
                findings.merge(group, found, SchemaAnswers::join);
            }
        }
        // oneOf of which several hold has no error but its own
        for (Error error : errors) {
            if (ALTERNATIVES.contains(error.getKeyword())
                    && alternativeBelow(error, errors).isEmpty()) {
                Evidence found = evidence(root, error);
                findings.putIfAbsent(List.of(found.at().path(), found.says()), found);
            }
        }
        return Answer.wrong(List.copyOf(findings.values()));
    }

    private static Evidence join(Evidence first, Evidence other) {
        String says = first.at().path().equals(other.at().path())
                ? other.says()
                : other.at().path() + " " + other.says();
        return new Evidence(first.at(), first.says() + ", or " + says);
    }

    /** The errors of the alternatives of one choice. */
    private static List<Error> alternativeBelow(Error choice, List<Error> errors) {
        return errors.stream()
                .filter(error -> error != choice
                        && error.getEvaluationPath().startsWith(choice.getEvaluationPath())
                        && error.getInstanceLocation().startsWith(choice.getInstanceLocation()))
                .toList();
    }

    /** What names the outermost choice that an error belongs to, with the thing that had to choose; else empty. */
    private static List<Object> alternative(Error error) {
        NodePath path = error.getEvaluationPath();
        var before = new ArrayList<Object>();
        for (int i = 0; i < path.getNameCount(); i++) {
            before.add(path.getElement(i));
            boolean isKeyword = i == 0 || !isName(path, i - 1);
            if (isKeyword && ALTERNATIVES.contains(path.getName(i))) {
                before.add(String.valueOf(error.getInstanceLocation()).split("/").length > 0 ? choosing(error, i) : "");
                return List.copyOf(before);
            }
        }
        return List.of();
    }

    /** Whether the segment behind this one is a property's name and no keyword. */
    private static boolean isName(NodePath path, int index) {
        String name = path.getName(index);
        return name.equals("properties") || name.equals("$defs") || name.equals("patternProperties");
    }

    /** List items that choose each for themselves are told apart by the indexes on the way to them. */
    private static String choosing(Error error, int depth) {
        NodePath instance = error.getInstanceLocation();
        var indexes = new ArrayList<Object>();
        int steps = 0;
        for (int i = 0; i <= depth && i < error.getEvaluationPath().getNameCount(); i++) {
            String name = error.getEvaluationPath().getName(i);
            if (name.equals("properties") || name.equals("items") || name.equals("additionalProperties")) {
                steps++;
            }
        }
        for (int i = 0; i < Math.min(steps, instance.getNameCount()); i++) {
            indexes.add(instance.getElement(i));
        }
        return indexes.toString();
    }

    private static Evidence evidence(Field root, Error error) {
        Field field = follow(root, error.getInstanceLocation());
        String property = error.getProperty();
        return switch (error.getKeyword()) {
            case "required" -> new Evidence(child(field, property), "is not set");
            case "additionalProperties", "unevaluatedProperties" ->
                new Evidence(child(field, property), "is not allowed here");
            // one error for each item too many, which it names by its index only
            case "items", "unevaluatedItems" -> new Evidence(item(field, error), "is not allowed here");
            case "propertyNames" -> new Evidence(child(field, property), "is not a name that is allowed here");
            case "false" -> new Evidence(field, "is not allowed here");
            case "type" -> new Evidence(field, type(error.getMessage()));
            case "not" -> new Evidence(field, "is what it must not be");
            default -> new Evidence(field, error.getMessage());
        };
    }

    private static boolean isUnevaluated(Error error) {
        return error.getKeyword().startsWith("unevaluated");
    }

    /**
     * Where something is wrong, with everything around it. What fails is not looked at, by the standard, so that it is called
     * unevaluated as well: naming it twice would hide why.
     */
    private static Set<FieldPath> causes(Field root, List<Error> errors) {
        Set<FieldPath> causes = new HashSet<>();
        for (Error error : errors) {
            FieldPath path = isUnevaluated(error)
                    ? evidence(root, error).at().path().parent()
                    : follow(root, error.getInstanceLocation()).path();
            while (path != null && causes.add(path)) {
                path = path.parent();
            }
        }
        return causes;
    }

    private static Field item(Field list, Error error) {
        Object[] arguments = error.getArguments();
        List<Field> items = list.items();
        return arguments != null
                        && arguments.length > 0
                        && arguments[0] instanceof Number index
                        && index.intValue() < items.size()
                ? items.get(index.intValue())
                : list;
    }

    private static Field child(Field field, String property) {
        return property == null ? field : field.get(property);
    }

    /** {@code integer found, string expected} the other way round. */
    private static String type(String message) {
        String[] parts = message.split(" found, | expected", -1);
        return parts.length < 2 ? message : "must be " + parts[1] + ", not " + parts[0];
    }

    private static Field follow(Field root, NodePath path) {
        Field field = root;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            if (element instanceof Integer index) {
                List<Field> items = field.items();
                if (index >= items.size()) {
                    return field;
                }
                field = items.get(index);
            } else {
                field = field.get(String.valueOf(element));
            }
        }
        return field;
    }
}
