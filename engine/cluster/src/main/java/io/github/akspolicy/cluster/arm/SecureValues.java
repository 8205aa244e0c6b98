package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.resource.identity.SecretShape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values of a template that nobody may see: those of parameters of a secure type, those whose name promises a secret,
 * and what functions make of them.
 */
final class SecureValues {
    private static final Pattern LITERAL = Pattern.compile("'((?:[^']++|'')*+)'");
    /** Shorter texts are found in everything. */
    private static final int SHORTEST = 6;
    /** Comparisons of 64 characters each: about a second. */
    private static final long MOST_COMPARISONS = 50_000_000;

    private final Set<String> secrets = new HashSet<>();
    private long comparisons;

    Set<String> all() {
        return secrets;
    }

    /** Takes the default of a declared parameter when it is secret. */
    void declared(String name, Node declaration, ParameterTypes types) {
        Node value = Values.get(declaration, "defaultValue");
        if (value != null) {
            parameter(name, declaration, value, types);
        }
    }

    /** Takes what of a value of a parameter is secret by its type or name. */
    void parameter(String name, @Nullable Node declaration, Node value, ParameterTypes types) {
        if (types.isSecure(declaration)) {
            add(name, value, true);
        } else if (value instanceof Node.Mapping mapping) {
            mapping.entries()
                    .forEach(entry ->
                            parameter(entry.key(), types.property(declaration, entry.key()), entry.value(), types));
        } else if (value instanceof Node.Sequence list) {
            for (int i = 0; i < list.items().size(); i++) {
                parameter(name, types.item(declaration, i), list.items().get(i), types);
            }
        } else {
            add(name, value, false);
        }
    }

    /** Takes a variable whose name promises a secret. */
    void variable(String name, Node value) {
        add(name, value, false);
    }

    private void add(String name, Node value, boolean isSecure) {
        if (value instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> add(entry.key(), entry.value(), isSecure));
        } else if (value instanceof Node.Sequence list) {
            list.items().forEach(item -> add(name, item, isSecure));
        } else {
            Object scalar = Values.value(value);
            if (scalar instanceof Unresolved unresolved) {
                if (isSecure) {
                    secrets.addAll(unresolved.knownParts());
                }
            } else if (scalar instanceof ArmExpression
                    || scalar instanceof String text && ArmParser.isExpression(text)) {
                if (isSecure) {
                    LITERAL.matcher(String.valueOf(scalar)).results().forEach(literal -> secrets.add(literal.group(1)));
                }
            } else if (scalar != null && (isSecure || SecretShape.isSecret(name, String.valueOf(scalar)))) {
                secrets.add(String.valueOf(scalar));
            }
        }
    }

    /**
     * Takes what a function made of a secret, such as its base64.
     *
     * @param isTakenApart whether the parts of an object or array that it made are parts of the secret
     * @throws Budget.TemplateException when there are too many secrets to look for: one that is not known may be shown
     */
    void made(List<Node> arguments, Node result, boolean isTakenApart) {
        if (comparisons > MOST_COMPARISONS) {
            throw new Budget.TemplateException(
                    "the template is not evaluated further: it makes too much of too many secret values",
                    result.position());
        }
        if (!secrets.isEmpty()
                && (isTakenApart || Values.value(result) != null)
                && arguments.stream().anyMatch(this::holdsSecret)) {
            add("", result, true);
        }
    }

    private boolean holdsSecret(Node argument) {
        String text = Values.partial(argument);
        if (text == null || text.length() < SHORTEST) {
            return false;
        }
        comparisons += secrets.size() * (1L + text.length() / 64);
        return secrets.stream().anyMatch(secret -> secret.length() >= SHORTEST && text.contains(secret));
    }
}
