package io.github.akspolicy.report;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a page says about where its evaluation comes from: the variables of the CI system, else what git has written beside the
 * files. No program runs for it, and what cannot be read is left out.
 *
 * @param repository its name, such as {@code contoso/store}; never an address with a credential; empty where none is known
 * @param commit the whole hash; empty where none is known
 * @param links addresses of lines: a CI system builds what was pushed, while a commit of a work tree may be on no server
 */
record Checkout(String repository, String commit, SourceLinks links) {
    static final Checkout UNKNOWN = new Checkout("", "", SourceLinks.NONE);

    private static final long LARGEST = 16 << 20;
    private static final int LONGEST = 500;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");
    private static final Pattern BRANCH = Pattern.compile("refs/[\\w./-]+");
    /** An address without its scheme, user and ending: {@code git@github.com:contoso/store.git}. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?:[a-z+]+://)?(?:[^/]*@)?[\\w.-]+(?::[0-9]+)?[:/](?:/*)([\\w.%/-]+?)(?:\\.git)?/?");

    /**
     * Of a run.
     *
     * @param environment such as {@link System#getenv()}
     * @param folder a folder in the repository
     */
    static Checkout of(Map<String, String> environment, Path folder) {
        String repository = first(environment, "GITHUB_REPOSITORY", "CI_PROJECT_PATH", "BUILD_REPOSITORY_NAME");
        String commit = first(environment, "GITHUB_SHA", "CI_COMMIT_SHA", "BUILD_SOURCEVERSION");
        if (repository.isEmpty() || !COMMIT.matcher(commit).matches()) {
            try {
                Path git = git(folder.toAbsolutePath().normalize());
                return git == null ? UNKNOWN : new Checkout(repository(git), commit(git), SourceLinks.NONE);
            } catch (IOException | InvalidPathException unreadable) {
                return UNKNOWN;
            }
        }
        return new Checkout(repository, commit, SourceLinks.of(environment));
    }

    private static String first(Map<String, String> environment, String... names) {
        return Stream.of(names)
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The folder of git; of another work tree it is named by a file. */
    private static @Nullable Path git(Path folder) throws IOException {
        for (Path at = folder; at != null; at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.isDirectory(git)) {
                return git;
            }
            String pointer = read(git);
            if (pointer.startsWith("gitdir:")) {
                return at.resolve(pointer.substring("gitdir:".length()).strip()).normalize();
            }
        }
        return null;
    }

    private static Path common(Path git) throws IOException {
        String common = read(git.resolve("commondir")).strip();
        return common.isEmpty() ? git : git.resolve(common).normalize();
    }

    private static String commit(Path git) throws IOException {
        String head = read(git.resolve("HEAD")).strip();
        String branch =
                head.startsWith("ref:") ? head.substring("ref:".length()).strip() : "";
        if (!BRANCH.matcher(branch).matches() || branch.contains("..")) {
            return COMMIT.matcher(head).matches() ? head : "";
        }
        String loose = read(common(git).resolve(branch)).strip();
        if (COMMIT.matcher(loose).matches()) {
            return loose;
        }
        return read(common(git).resolve("packed-refs"))
                .lines()
                .filter(line -> line.endsWith(" " + branch))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .filter(hash -> COMMIT.matcher(hash).matches())
                .findFirst()
                .orElse("");
    }

    /** The path of {@code origin} on its server, else the name of the folder. */
    private static String repository(Path git) throws IOException {
        Matcher address = ADDRESS.matcher(origin(read(common(git).resolve("config"))));
        if (address.matches()) {
            return Objects.requireNonNullElse(address.group(1), "");
        }
        Path root = common(git).getParent();
        Path name = root == null ? null : root.getFileName();
        return name == null ? "" : name.toString();
    }

    /** The address of {@code origin} in a configuration of git. */
    private static String origin(String configuration) {
        boolean isInside = false;
        for (String line : configuration.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                isInside = line.equals("[remote \"origin\"]");
            } else if (isInside && line.matches("url\\s*=.*") && line.length() < LONGEST) {
                return line.substring(line.indexOf('=') + 1).strip();
            }
        }
        return "";
    }

    private static String read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            return "";
        }
        try {
            return Files.readString(file);
        } catch (MalformedInputException binary) {
            return "";
        }
    }

    /** The parts of the head of the page that are known, each with its label. */
    List<Map.Entry<String, String>> facts() {
        return Stream.of(
                        Map.entry("Repository", repository),
                        Map.entry("Commit", commit.length() > 12 ? commit.substring(0, 12) : commit))
                .filter(fact -> !fact.getValue().isEmpty())
                .toList();
    }
}
