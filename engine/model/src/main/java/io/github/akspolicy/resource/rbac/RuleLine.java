package io.github.akspolicy.resource.rbac;

import java.util.Arrays;
import java.util.List;

/**
 * A rule in one line, as the tables of default roles write it: {@code VERBS GROUPS RESOURCES [NAMES]} or {@code VERBS urls
 * URLS}, each a list with commas. {@code core} is the core group; {@code READ} is get, list, watch; {@code WRITE} is create,
 * delete, deletecollection, patch, update.
 */
public final class RuleLine {
    private RuleLine() {}

    /**
     * The rule that a line says.
     *
     * @throws IllegalArgumentException when it has fewer than three words
     */
    public static PolicyRule parse(String line) {
        String[] words = line.strip().split(" ");
        if (words.length < 3) {
            throw new IllegalArgumentException("a rule has verbs, groups and resources: " + line);
        }
        List<String> verbs = list(words[0].replace("READ", "get,list,watch")
                .replace("WRITE", "create,delete,deletecollection,patch,update"));
        if (words[1].equals("urls")) {
            return PolicyRule.ofUrls(list(words[2]), verbs);
        }
        List<String> groups = list(words[1]).stream()
                .map(group -> group.equals("core") ? "" : group)
                .toList();
        return new PolicyRule(groups, list(words[2]), words.length > 3 ? list(words[3]) : List.of(), List.of(), verbs);
    }

    private static List<String> list(String text) {
        return Arrays.asList(text.split(","));
    }
}
