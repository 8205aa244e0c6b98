package io.github.akspolicy.configuration;

import io.github.akspolicy.evaluate.ExemptionRules;
import io.github.akspolicy.files.PathPattern;
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

    /** In characters; longer than any path. */
    private static final int LONGEST_LINE = 10_000;

    private static final Pattern SECTION = Pattern.compile("(\\^)?\\[([^\\]]+)](?:\\[\\d+])?(.*)");
    private static final Pattern SPACE = Pattern.compile("(?<!\\\\)\\s+");

    private final List<String> named;
    private final Map<String, List<Rule>> files = new LinkedHashMap<>();
    private final List<String> unreadable = new ArrayList<>();

    /** @param owners the owners as written; empty when the section of GitLab's is optional, so that no approval is needed */
    private record Rule(String section, PathPattern path, List<String> owners) {}

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
                    String text = Files.readString(file, StandardCharsets.UTF_8);
                    if (text.lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
                        owners.unreadable.add(place);
                    } else {
                        owners.files.put(place, rules(text));
                    }
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
                .filter(rule -> rule.path().matches(path))
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
            PathPattern path = pattern(words.get(0));
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
    private static @Nullable PathPattern pattern(String written) {
        String text = written.replace("\\ ", " ");
        if (text.startsWith("!") || text.contains("[")) {
            return null;
        }
        boolean isFolder = text.endsWith("/");
        String body = isFolder ? text.substring(0, text.length() - 1) : text;
        boolean isAnchored = body.contains("/");
        String relative = body.startsWith("/") ? body.substring(1) : body;
        if (relative.isEmpty()) {
            return new PathPattern.Builder().many().build();
        }
        boolean isAnywhere = !isAnchored || relative.startsWith("**/");
        var pattern = new PathPattern.Builder();
        if (isAnywhere) {
            pattern.either(List.of(
                    new PathPattern.Builder(), new PathPattern.Builder().many().text("/")));
        }
        for (int i = relative.startsWith("**/") ? 3 : 0; i < relative.length(); i++) {
            if (relative.startsWith("**", i)) {
                pattern.many();
                i++;
            } else if (relative.charAt(i) == '*') {
                pattern.manyOfName();
            } else if (relative.charAt(i) == '?') {
                pattern.oneOfName();
            } else {
                pattern.character(relative.codePointAt(i));
                i += Character.charCount(relative.codePointAt(i)) - 1;
            }
        }
        if (isFolder) {
            pattern.text("/").many();
        } else if (!relative.endsWith("/*")) {
            // docs/* gives the files of the folder itself only; any other name gives a folder with all that is in it
            pattern.either(List.of(
                    new PathPattern.Builder(),
                    new PathPattern.Builder().text("/").many()));
        }
        return pattern.build();
    }
}
