package io.github.akspolicy.changes;

import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of a repository that say how the build runs which evaluates it, before and around aks-policy: everything below
 * {@code .mvn}, where Maven reads options, options of its JVM and extensions; the wrapper of Maven; and definitions of jobs. An
 * option has many spellings, {@code -f sub}, {@code -fsub}, {@code --file=sub}; so below {@code .mvn} no line is harmless.
 */
final class BuildFiles {
    private static final String MVN = ".mvn";
    private static final int DEEPEST = 8;

    private static final Pattern WRAPPER = Pattern.compile("(?:.*/)?mvnw(?:\\.cmd|\\.bat)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern JOB = Pattern.compile(
            "(?:.*/)?(?:"
                    + "\\.(?:github|gitlab|circleci|azuredevops|azure-pipelines|woodpecker|tekton|buildkite)/.*"
                    + "|(?:\\.gitlab-ci|\\.travis|\\.drone|\\.woodpecker|bitbucket-pipelines|azure-pipelines[\\w.-]*)\\.ya?ml"
                    + "|Jenkinsfile[\\w.-]*|Makefile|justfile|Taskfile\\.ya?ml)",
            Pattern.CASE_INSENSITIVE);

    /** What in a job's definition decides about aks-policy, or about every Maven that it starts. */
    static final Pattern OF_JOB = Pattern.compile(
            "aks-policy|\\bAKS_POLICY|\\bMAVEN_[A-Z_]+|\\bMVN_[A-Z_]+|\\bM2_HOME\\b|\\bJAVA_TOOL_OPTIONS\\b|\\bJDK_JAVA_OPTIONS\\b|_JAVA_OPTIONS\\b"
                    + "|continue-on-error|continueOnError|allow_failure");

    /** What Maven is told about the project, failures and skipping; only to name the line. */
    private static final Pattern OPTION = Pattern.compile(
            "aks-policy|(?:^|[\\s\"'])(?:-f|--file|--fail|-pl|--projects|-rf|--resume|-N|--non-recursive|-P|--activate|-s\\b|--settings"
                    + "|-gs|--global|-t\\b|--toolchains|-gt|-[a-z]*javaagent|-D\\S*skip)",
            Pattern.CASE_INSENSITIVE);

    /** {@code -s ci/settings.xml}, {@code -sci/settings.xml}, {@code --settings=…}, {@code -javaagent:…}, {@code @…}. */
    private static final Pattern WORD = Pattern.compile(
            "[\\s=:,;\"']+|(?<=\\s|^)-(?:gs|gt|s|t)(?=[^\\s-])|(?:\\$\\{[^}]*}|\\$[A-Z_]+)/?|(?<=^|\\s)@");

    private BuildFiles() {}

    /** @param path relative to the root of the repository, with {@code /} */
    static boolean isOfMaven(String path) {
        return Arrays.stream(path.split("/")).anyMatch(MVN::equalsIgnoreCase)
                || WRAPPER.matcher(path).matches();
    }

    static boolean isJob(String path) {
        return JOB.matcher(path).matches();
    }

    static boolean isBuildFile(String path) {
        return isOfMaven(path) || isJob(path);
    }

    /** The files of Maven in some folders, on disk: a change may not be committed yet. */
    static SortedSet<Path> ofMaven(Path root, Collection<Path> folders) throws IOException {
        var files = new TreeSet<Path>();
        for (Path folder : folders) {
            Path own = root.resolve(folder);
            if (!Files.isDirectory(own)) {
                continue;
            }
            try (Stream<Path> entries = Files.list(own)) {
                for (Path entry : entries.toList()) {
                    String name = String.valueOf(entry.getFileName());
                    if (name.toLowerCase(Locale.ROOT).equals(MVN)) {
                        try (Stream<Path> inner = Files.walk(entry, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
                            inner.filter(Files::isRegularFile)
                                    .map(root::relativize)
                                    .forEach(files::add);
                        }
                    } else if (WRAPPER.matcher(name).matches()) {
                        files.add(root.relativize(entry));
                    }
                }
            }
        }
        return files;
    }

    /**
     * The files of the repository that options below {@code .mvn} name, such as settings, toolchains or an agent. A POM is
     * compared by what it says.
     *
     * @param file one below {@code .mvn}
     */
    static SortedSet<Path> named(Path root, Path file) throws IOException {
        var named = new TreeSet<Path>();
        Path folder = file;
        while (folder != null && !String.valueOf(folder.getFileName()).equalsIgnoreCase(MVN)) {
            folder = folder.getParent();
        }
        if (folder == null || !String.valueOf(file.getFileName()).endsWith(".config")) {
            return named;
        }
        Path start = root.resolve(folder).resolveSibling("").normalize();
        for (String line : lines(root.resolve(file))) {
            for (String word : WORD.split(line)) {
                try {
                    Path path = start.resolve(word).normalize();
                    if (!word.isEmpty()
                            && path.startsWith(root)
                            && Files.isRegularFile(path)
                            && !path.endsWith("pom.xml")) {
                        named.add(root.relativize(path));
                    }
                } catch (InvalidPathException noPath) {
                    // another word
                }
            }
        }
        return named;
    }

    /**
     * The line to show of a file of Maven that is another one: the first new one that says something about the project, failures
     * or skipping, else the first that differs.
     *
     * @return counted from 1
     */
    static int line(List<String> before, List<String> now) {
        int first = 0;
        for (int i = 0; i < now.size(); i++) {
            if (!before.contains(now.get(i))) {
                if (OPTION.matcher(now.get(i)).find()) {
                    return i + 1;
                }
                first = first == 0 ? i + 1 : first;
            }
        }
        return Math.max(first, 1);
    }

    /** The lines of a file, of whatever encoding; none where it is not there. */
    static List<String> lines(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        .lines()
                        .toList()
                : List.of();
    }

    /** Whether a file is the same in both trees; so is one that neither has. */
    static boolean isSame(Path base, Path head) throws IOException {
        boolean was = Files.isRegularFile(base);
        boolean is = Files.isRegularFile(head);
        return was == is && (!was || Files.mismatch(base, head) < 0);
    }

    /** {@code .mvn/maven.config}. */
    static String shown(Path file) {
        return Workspace.slashes(file);
    }
}
