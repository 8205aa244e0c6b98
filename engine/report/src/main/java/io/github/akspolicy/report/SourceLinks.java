package io.github.akspolicy.report;

import io.github.akspolicy.source.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of lines of the commit that a CI system builds.
 *
 * @param template an address with {@code {path}} and {@code {line}}; empty when no line has one
 */
record SourceLinks(String template) {
    /** No line has an address. */
    static final SourceLinks NONE = new SourceLinks("");

    private static final Pattern SERVER = Pattern.compile("https?://[A-Za-z0-9.:-]+");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
    private static final Pattern PROJECT = Pattern.compile("https?://[A-Za-z0-9.:-]+(/[A-Za-z0-9._-]+)+");

    /** What stands before the at sign is for git, and may be a credential. */
    private static final Pattern CLONE =
            Pattern.compile("(https?://)(?:[^/@]*@)?([A-Za-z0-9.:-]+(?:/[A-Za-z0-9._%-]+)+)");

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");

    /** Those of the job that these environment variables belong to; {@link #NONE} unless they say where the repository is. */
    static SourceLinks of(Map<String, String> environment) {
        CiEnvironment ci = CiEnvironment.detect(environment).orElse(CiEnvironment.GITHUB_ACTIONS);
        return switch (ci) {
            case GITHUB_ACTIONS -> github(environment);
            case GITLAB_CI ->
                known(PROJECT, environment, "CI_PROJECT_URL", "CI_COMMIT_SHA")
                        ? new SourceLinks(environment.get("CI_PROJECT_URL") + "/-/blob/"
                                + environment.get("CI_COMMIT_SHA") + "/{path}#L{line}")
                        : NONE;
            case AZURE_PIPELINES -> azure(environment);
        };
    }

    private static SourceLinks github(Map<String, String> environment) {
        boolean isKnown = SERVER.matcher(environment.getOrDefault("GITHUB_SERVER_URL", ""))
                        .matches()
                && known(REPOSITORY, environment, "GITHUB_REPOSITORY", "GITHUB_SHA");
        return isKnown
                ? new SourceLinks(environment.get("GITHUB_SERVER_URL") + "/" + environment.get("GITHUB_REPOSITORY")
                        + "/blob/" + environment.get("GITHUB_SHA") + "/{path}#L{line}")
                : NONE;
    }

    /** Azure Repos, or the repository on GitHub that Azure Pipelines builds. */
    private static SourceLinks azure(Map<String, String> environment) {
        if (!known(CLONE, environment, "BUILD_REPOSITORY_URI", "BUILD_SOURCEVERSION")) {
            return NONE;
        }
        Matcher clone = CLONE.matcher(environment.getOrDefault("BUILD_REPOSITORY_URI", ""));
        String repository = clone.replaceFirst("$1$2");
        String commit = environment.get("BUILD_SOURCEVERSION");
        return switch (environment.getOrDefault("BUILD_REPOSITORY_PROVIDER", "")) {
            case "TfsGit" ->
                new SourceLinks(repository + "?path=/{path}&version=GC" + commit
                        + "&line={line}&lineEnd={line}&lineStartColumn=1&lineEndColumn=1000");
            case "GitHub" ->
                new SourceLinks(repository.replaceFirst("\\.git$", "") + "/blob/" + commit + "/{path}#L{line}");
            default -> NONE;
        };
    }

    private static boolean known(Pattern where, Map<String, String> environment, String variable, String commit) {
        return where.matcher(environment.getOrDefault(variable, "")).matches()
                && COMMIT.matcher(environment.getOrDefault(commit, "")).matches();
    }

    /** The address of a line; empty for what is in no commit. */
    Optional<String> of(SourceLocation at) {
        if (template.isEmpty()
                || at.role() == SourceLocation.Role.GENERATED
                || at.path().startsWith("/")) {
            return Optional.empty();
        }
        return Optional.of(template.replace("{line}", String.valueOf(at.line())).replace("{path}", encoded(at.path())));
    }

    private static String encoded(String path) {
        var encoded = new StringBuilder();
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            boolean plain =
                    character < 0x80 && (Character.isLetterOrDigit(character) || "/-_.~".indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : String.format("%%%02X", octet & 0xff));
        }
        return encoded.toString();
    }
}
