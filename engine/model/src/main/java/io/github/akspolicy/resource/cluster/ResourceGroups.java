package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Unresolved;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of resource groups behind the ids, names and addresses that definitions call them by, in lower case. */
final class ResourceGroups {
    private static final Pattern IN_ID = Pattern.compile("(?:^|/)resourcegroups/([^/⟨⟩…]+)(?:$|/.*)");
    /** Two groups that one address means: that of a block with {@code count}. */
    private static final String SEVERAL = "";

    private final Map<String, String> names = new HashMap<>();

    /** @param groups those that the definitions make */
    ResourceGroups(Collection<AzureResource> groups) {
        for (AzureResource group : groups) {
            String name = group.azureName();
            for (String word : group.keys().words()) {
                names.merge(
                        word, name == null ? SEVERAL : lower(name), (one, other) -> one.equals(other) ? one : SEVERAL);
            }
        }
    }

    /** The name of the group that a resource lies in, or null when it is not known. */
    @Nullable
    String of(AzureResource resource) {
        Field group = resource.resourceGroup();
        if (group.node() instanceof Node.Mapping) {
            // an owner of ASO, whose kind goes without saying
            Field id = group.get("armId");
            return id.isPresent()
                    ? named(AzureKeys.word(id))
                    : known(lower(group.get("name").written()));
        }
        Unresolved unresolved = group.unresolved();
        if (unresolved != null) {
            String word = AzureKeys.word(group);
            return named(word.endsWith(".name") ? word.substring(0, word.length() - ".name".length()) : word);
        }
        String text = lower(group.stringOr(""));
        return text.contains("/") ? named(text) : known(text);
    }

    /** The name behind a word of {@link AzureKeys}, or an id; null when it is not known. */
    @Nullable
    String named(String word) {
        String name = names.get(word);
        if (name != null) {
            return known(name);
        }
        Matcher id = IN_ID.matcher(word);
        return id.find() ? id.group(1) : null;
    }

    private static @Nullable String known(String name) {
        return name.equals(SEVERAL) ? null : name;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
