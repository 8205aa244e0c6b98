package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.ExemptionRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says who owns a file, and whether its code owners are all among some that are named: an owner more could approve alone. Each file that a
 * platform may read counts, and each section of GitLab's by itself, so that none of them can take a file from the others.
 */
final class CodeOwners implements ExemptionRules.Owners {
    private static final List<String> PLACES =
            List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS");

    /** In bytes. GitHub reads no file that is larger than 3 MB. */
    private static final long LARGEST = 3 << 20;

    private static final Pattern SECTION = Pattern.compile("(\\^)?\\[([^\\]]+)](?:\\[\\d+])?(.*)");
    private static final Pattern SPACE = Pattern.compile("(?<!\\\\)\\s+");

    private final List<String> named;
    private final Map<String, List<Rule>> files = new LinkedHashMap<>();
    private final List<String> unreadable = new ArrayList<>();

    /** @param owners the owners as written; empty when the section of GitLab's is optional, so that no approval is needed */
    private record Rule(String section, Pattern path, List<String> owners) {}

    private CodeOwners(List<String> named) {
        this.named = named;
    }

    /**
     * @param root the root of the repository
     * @param named the owners that a file must have; when empty, every file may exempt
     */
    static ExemptionRules.Owners of(Path root, List<String> named) {
        var owners = new CodeOwners(named);
        for (String place : PLACES) {
            Path file = root.resolve(place);
            try {
                if (Files.isRegularFile(file)
                        && Files.size(file) <= LARGEST
                        && file.toRealPath().startsWith(root.toRealPath())) {
                    owners.files.put(place, rules(Files.readString(file, StandardCharsets.UTF_8)));
                }
            } catch (IOException broken) {
                owners.unreadable.add(place);
            }
        }
        return owners;
    }

    /** Those of the first file that there is: a platform reads one. */
    @Override
    public List<String> of(String path) {
        return files.values().stream()
                .findFirst()
                .map(rules -> owners(rules, path).values().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .toList())
                .orElse(List.of());
    }

    /** The owners of a file by section: the last line that matches holds. */
    private static Map<String, List<String>> owners(List<Rule> rules, String path) {
        Map<String, List<String>> bySection = new LinkedHashMap<>();
        rules.stream()
                .filter(rule -> rule.path().matcher(path).matches())
                .forEach(rule -> bySection.put(rule.section(), rule.owners()));
        return bySection;
    }

    @Override
    public Optional<String> refusal(String path) {
        if (named.isEmpty()) {
            return Optional.empty();
        }
        String wanted = "gate.exemptionOwners is " + named;
        if (!unreadable.isEmpty()) {
            return Optional.of(wanted + ", and " + unreadable.get(0) + " cannot be read");
        }
        if (files.isEmpty()) {
            return Optional.of(wanted + ", and no CODEOWNERS file was found: add " + path + " to one");
        }
        for (Map.Entry<String, List<Rule>> file : files.entrySet()) {
            Map<String, List<String>> bySection = owners(file.getValue(), path);
            if (bySection.values().stream().noneMatch(owners -> !owners.isEmpty() && named.containsAll(owners))) {
                List<String> others = bySection.values().stream()
                        .flatMap(List::stream)
                        .distinct()
                        .toList();
                return Optional.of(wanted + ", and " + file.getKey() + " gives " + path + " to "
                        + (others.isEmpty() ? "no owner" : others));
            }
        }
        return Optional.empty();
    }

    private static List<Rule> rules(String text) {
        var rules = new ArrayList<Rule>();
        String section = "";
        boolean isOptional = false;
        List<String> usual = List.of();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            var start = SECTION.matcher(line);
            if (start.matches()) {
                section = String.valueOf(start.group(2));
                isOptional = start.group(1) != null;
                usual = words(String.valueOf(start.group(3)));
                continue;
            }
            List<String> words = words(line);
            List<String> owners = words.subList(1, words.size());
            Pattern path = pattern(words.get(0));
            if (path != null) {
                rules.add(new Rule(section, path, isOptional ? List.of() : owners.isEmpty() ? usual : owners));
            }
        }
        return rules;
    }

    /** Up to a comment. */
    private static List<String> words(String line) {
        return Arrays.stream(SPACE.split(line.strip()))
                .takeWhile(word -> !word.startsWith("#"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** GitHub's pattern: that of a .gitignore without negation and character ranges; null for what it does not know. */
    private static @Nullable Pattern pattern(String written) {
        String text = written.replace("\\ ", " ");
        if (text.startsWith("!") || text.contains("[")) {
            return null;
        }
        boolean isFolder = text.endsWith("/");
        String body = isFolder ? text.substring(0, text.length() - 1) : text;
        boolean isAnchored = body.contains("/");
        String relative = body.startsWith("/") ? body.substring(1) : body;
        var regex = new StringBuilder(isAnchored && !relative.startsWith("**/") ? "" : "(?:.*/)?");
        for (int i = relative.startsWith("**/") ? 3 : 0; i < relative.length(); i++) {
            if (relative.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (relative.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (relative.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(relative.charAt(i))));
            }
        }
        // docs/* gives the files of the folder itself only; any other name gives a folder with all that is in it
        String below = isFolder ? "/.*" : relative.endsWith("/*") ? "" : "(?:/.*)?";
        return Pattern.compile(relative.isEmpty() ? ".*" : regex + below);
    }
}
