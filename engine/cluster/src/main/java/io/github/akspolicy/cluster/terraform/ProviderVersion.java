package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.manifest.Field;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The major version of azurerm that a file is for: names, defaults and removed arguments depend on it. A plan has the
 * constraint in its configuration, a configuration among the required providers.
 */
final class ProviderVersion {
    /** Constraints that leave one major version: {@code 5.2.0}, {@code = 4.81.0}, {@code ~> 5.0}. */
    private static final Pattern EXACT = Pattern.compile("(?:=|~>)? *v?(\\d{1,3})(?:\\.\\d+(?:\\.\\d+)?(?:-.*)?)?");
    /** {@code ~> 5} allows version 6. */
    private static final Pattern OPEN = Pattern.compile("~> *v?\\d+");

    private static final Pattern LEAST = Pattern.compile(">=? *v?(\\d{1,3})(?:\\..*)?");
    private static final Pattern BELOW = Pattern.compile("< *v?(\\d{1,3})(?:\\.0)*");

    private ProviderVersion() {}

    /** The major version of a document; empty where it says none, or allows several. */
    static OptionalInt of(Field root) {
        String ofPlan = root.at("configuration", "provider_config", "azurerm", "version_constraint")
                .stringOr("");
        return major(ofPlan.isEmpty() ? required(root.get("terraform")) : ofPlan);
    }

    private static String required(Field terraform) {
        Field block = single(single(terraform).get("required_providers"));
        Field provider = single(block.get("azurerm"));
        return provider.stringOr(provider.get("version").stringOr(""));
    }

    /** JSON writes a block as an object or as a list of one. */
    private static Field single(Field block) {
        return block.items().isEmpty() ? block : block.items().get(0);
    }

    static OptionalInt major(String constraint) {
        int least = 0;
        int below = Integer.MAX_VALUE;
        for (String part : constraint.split(",")) {
            String one = part.strip();
            Matcher exact = EXACT.matcher(one);
            Matcher atLeast = LEAST.matcher(one);
            Matcher under = BELOW.matcher(one);
            if (exact.matches() && !OPEN.matcher(one).matches()) {
                return OptionalInt.of(Integer.parseInt(exact.group(1)));
            } else if (atLeast.matches()) {
                least = Integer.parseInt(atLeast.group(1));
            } else if (under.matches()) {
                below = Integer.parseInt(under.group(1));
            }
        }
        return least > 0 && below == least + 1 ? OptionalInt.of(least) : OptionalInt.empty();
    }
}
