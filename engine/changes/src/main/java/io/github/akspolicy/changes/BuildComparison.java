package io.github.akspolicy.changes;

import io.github.akspolicy.changes.PomSettings.Setting;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Weakening;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a change says otherwise in the build that evaluates it: the plugin's configuration in the POM and those above it,
 * properties, Maven's own files and JUnit's. A build can do far more than that: see docs/pull-requests.md.
 */
final class BuildComparison {
    /** Neither decides what passes. */
    private static final Set<String> HARMLESS =
            Set.of("reports", "reportDirectory", "aks-policy.reports", "aks-policy.reportDirectory");

    /** What a goal needs to run at all: to add it evaluates more. */
    private static final Set<String> STRUCTURE =
            Set.of("groupId", "artifactId", "version", "goal", "id", "phase", "scope", "type");

    private static final String PREFIX = "aks-policy.";
    private static final Set<String> SHOWN = Set.of(
            "skip",
            "base",
            "directory",
            "onlyNew",
            "failOn",
            "profile",
            "environments",
            "today",
            "configuration",
            "phase",
            "goal");

    private static final String JUNIT = "src/test/resources/junit-platform.properties";

    /** Another version of the plugin is an update, also on the command line of a job. */
    private static final Pattern VERSION = Pattern.compile("(aks-policy-maven-plugin:)[^:\\s\"']+");

    private final Path base;
    private final Path head;
    private final Collection<String> changed;
    private final Collection<String> environments;
    private final Set<String> referenced = new HashSet<>();
    private final List<Weakening> found = new ArrayList<>();

    /**
     * @param base the root of the repository as the base has it
     * @param head the same as the change has it
     * @param changed the {@link BuildFiles} of which the commits differ, relative to the root
     */
    BuildComparison(Path base, Path head, Collection<String> changed, Collection<String> environments) {
        this.base = base;
        this.head = head;
        this.changed = changed;
        this.environments = environments;
    }

    /**
     * @param module the folder of the configuration, relative to the root
     */
    List<Weakening> compare(Path module) {
        Set<Path> poms = new LinkedHashSet<>();
        for (Path folder : upwards(module)) {
            addPom(folder.resolve("pom.xml").normalize(), poms);
        }
        files(module);
        lines(module.resolve(JUNIT).normalize());
        poms.forEach(this::references);
        poms.forEach(this::pom);
        return found;
    }

    /** Only what says how a build runs: of a module that has nothing to evaluate. */
    List<Weakening> compareFiles(Path module) {
        files(module);
        return found;
    }

    private static List<Path> upwards(Path module) {
        var folders = new ArrayList<Path>();
        for (Path folder = module; folder != null; folder = parent(folder)) {
            folders.add(folder);
        }
        return folders;
    }

    private void files(Path module) {
        var files = new TreeSet<Path>();
        changed.forEach(path -> files.add(Path.of(path)));
        List<Path> folders = upwards(module);
        try {
            files.addAll(BuildFiles.ofMaven(base, folders));
            files.addAll(BuildFiles.ofMaven(head, folders));
            for (Path file : List.copyOf(files)) {
                files.addAll(BuildFiles.named(base, file));
                files.addAll(BuildFiles.named(head, file));
            }
        } catch (IOException | UncheckedIOException unreadable) {
            add(
                    module.resolve(".mvn"),
                    1,
                    BuildFiles.shown(module.resolve(".mvn").normalize()) + " cannot be read, so it is not compared");
        }
        for (Path file : files) {
            try {
                if (BuildFiles.isJob(BuildFiles.shown(file))) {
                    job(file);
                } else {
                    ofMaven(file);
                }
            } catch (IOException unreadable) {
                add(file, 1, BuildFiles.shown(file) + " cannot be read, so it is not compared");
            }
        }
    }

    /** Its words may be secrets: the line is shown, not what it says. */
    private void ofMaven(Path file) throws IOException {
        if (!BuildFiles.isSame(base.resolve(file), head.resolve(file))) {
            boolean isThere = Files.exists(head.resolve(file));
            add(
                    file,
                    BuildFiles.line(BuildFiles.lines(base.resolve(file)), BuildFiles.lines(head.resolve(file))),
                    BuildFiles.shown(file)
                            + (!isThere ? " is gone" : Files.exists(base.resolve(file)) ? " was changed" : " was added")
                            + ": Maven reads it before aks-policy runs");
        }
    }

    private void job(Path file) throws IOException {
        List<String> before = ofJob(base.resolve(file));
        List<String> now = ofJob(head.resolve(file));
        if (Stream.concat(before.stream(), now.stream()).noneMatch(line -> line.contains("aks-policy"))) {
            return;
        }
        List<String> all = BuildFiles.lines(head.resolve(file));
        for (int i = 0; i < all.size(); i++) {
            String line = normal(all.get(i));
            if (BuildFiles.OF_JOB.matcher(line).find() && !before.contains(line)) {
                add(file, i + 1, "the job sets something about aks-policy or Maven that it does not set in the base");
            }
        }
        if (!now.containsAll(before)) {
            add(file, 1, "the job does not set something about aks-policy or Maven that it sets in the base");
        }
    }

    private static List<String> ofJob(Path file) throws IOException {
        return BuildFiles.lines(file).stream()
                .map(BuildComparison::normal)
                .filter(line -> BuildFiles.OF_JOB.matcher(line).find())
                .toList();
    }

    private static String normal(String line) {
        String text = line.strip();
        return text.startsWith("#") ? "" : VERSION.matcher(text).replaceAll("$1");
    }

    /** Properties that settings of aks-policy use, in whichever POM they are set. */
    private void references(Path pom) {
        for (Path root : List.of(base, head)) {
            try {
                if (Files.isRegularFile(root.resolve(pom))) {
                    referenced.addAll(PomSettings.read(root.resolve(pom)).references());
                }
            } catch (IOException unreadable) {
                // reported when it is compared
            }
        }
    }

    private static @Nullable Path parent(Path folder) {
        return folder.toString().isEmpty() ? null : folder.getParent() == null ? Path.of("") : folder.getParent();
    }

    /** With the parents that either side names. */
    private void addPom(Path pom, Set<Path> poms) {
        if (!poms.add(pom)) {
            return;
        }
        for (Path root : List.of(base, head)) {
            try {
                String parent = Files.isRegularFile(root.resolve(pom))
                        ? PomSettings.read(root.resolve(pom)).relativeParent()
                        : null;
                if (parent != null && !parent.isEmpty()) {
                    Path named = root.resolve(pom).resolveSibling(parent).normalize();
                    Path file = Files.isDirectory(named) ? named.resolve("pom.xml") : named;
                    if (file.startsWith(root)) {
                        addPom(root.relativize(file), poms);
                    }
                }
            } catch (IOException | InvalidPathException unreadable) {
                // Maven has read it, or reports it; the comparison below does for the base
            }
        }
    }

    private void pom(Path pom) {
        Map<String, List<Setting>> before;
        Map<String, List<Setting>> now;
        try {
            before = settings(base.resolve(pom));
            now = settings(head.resolve(pom));
            lostModules(pom);
        } catch (IOException unreadable) {
            add(pom, 1, Workspace.slashes(pom) + " cannot be read, so its settings of aks-policy are not compared");
            return;
        }
        boolean isThere = Files.isRegularFile(head.resolve(pom));
        var paths = new LinkedHashSet<>(before.keySet());
        paths.addAll(now.keySet());
        for (String path : paths) {
            List<Setting> was = before.getOrDefault(path, List.of());
            List<Setting> is = now.getOrDefault(path, List.of());
            for (Setting setting : without(is, was)) {
                String old = was.size() == 1 ? was.get(0).value() : null;
                if (matters(setting) && !isStricter(setting.name(), setting.value(), old)) {
                    add(
                            pom,
                            setting.line(),
                            "the build sets " + setting.name() + shown(setting, setting.value())
                                    + (old == null ? ", the base does not" : ", the base does" + shown(setting, old)));
                }
            }
            for (Setting setting : is.isEmpty() || was.size() > is.size() ? without(was, is) : List.<Setting>of()) {
                if (!HARMLESS.contains(setting.name()) && !isStricter(setting.name(), null, setting.value())) {
                    add(
                            pom,
                            1,
                            (isThere ? "the build does not set " : "the POM is gone that sets ") + setting.name()
                                    + ", the base does" + shown(setting, setting.value()));
                }
            }
        }
    }

    /** Only of settings that hold no secret. */
    private static String shown(Setting setting, String value) {
        String name = setting.name().startsWith(PREFIX) ? setting.name().substring(PREFIX.length()) : setting.name();
        return SHOWN.contains(name) ? " to " + value : "";
    }

    /** Modules that are still there and not built any more: nothing evaluates them. */
    private void lostModules(Path pom) throws IOException {
        List<String> now = modules(head.resolve(pom));
        for (String module : modules(base.resolve(pom))) {
            Path folder = pom.resolveSibling(module).normalize();
            Path configuration = folder.resolve(Verification.FILE_NAME);
            if (!now.contains(module)
                    && Files.isRegularFile(base.resolve(configuration))
                    && Files.isDirectory(head.resolve(folder))) {
                add(pom, 1, "the build has no module " + module + ", in the base it has, and it is still there");
            }
        }
    }

    private static List<String> modules(Path pom) throws IOException {
        return Files.isRegularFile(pom) ? PomSettings.read(pom).modules() : List.of();
    }

    private Map<String, List<Setting>> settings(Path pom) throws IOException {
        return Files.isRegularFile(pom)
                ? PomSettings.read(pom).settings(referenced).stream()
                        .collect(Collectors.groupingBy(Setting::path, LinkedHashMap::new, Collectors.toList()))
                : Map.of();
    }

    private static List<Setting> without(List<Setting> all, List<Setting> others) {
        List<String> values = others.stream().map(Setting::value).toList();
        return all.stream().filter(one -> !values.contains(one.value())).toList();
    }

    /** Whether it is more than a goal that runs: everything but what says that it does. */
    private static boolean matters(Setting setting) {
        if (HARMLESS.contains(setting.name())) {
            return false;
        }
        boolean isCode = setting.inPlugin() && setting.path().contains("/dependencies/");
        boolean isStructure = STRUCTURE.contains(setting.name()) && !isInConfiguration(setting);
        return isCode
                || !isStructure
                || (setting.name().equals("phase") && setting.value().equals("none"));
    }

    private static boolean isInConfiguration(Setting setting) {
        return setting.path().contains("/configuration/") || setting.path().contains("/properties/");
    }

    /** @param now or null when it is gone */
    private static boolean isStricter(String name, @Nullable String now, @Nullable String before) {
        String key = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
        return switch (key) {
            case "skip", "onlyNew" -> now == null || now.equals("false");
            case "failOn" -> {
                Severity is = now == null ? null : Severity.of(now).orElse(null);
                Severity was = before == null ? null : Severity.of(before).orElse(null);
                yield is != null
                        && (before == null
                                ? !is.equals(Severity.CRITICAL) && !is.equals(Severity.HIGH)
                                : was == null || was.isAtLeast(is));
            }
            default -> false;
        };
    }

    /** Files of one setting a line. */
    private void lines(Path file) {
        try {
            List<String> before = ours(base.resolve(file));
            List<String> all = all(head.resolve(file));
            for (int i = 0; i < all.size(); i++) {
                String line = all.get(i);
                if (line.contains("aks-policy") && !before.contains(line)) {
                    add(file, i + 1, "the build says " + words(line) + ", the base does not");
                }
            }
            List<String> now = ours(head.resolve(file));
            before.stream()
                    .filter(line -> !now.contains(line))
                    .forEach(line -> add(file, 1, "the build does not say " + words(line) + ", the base does"));
        } catch (IOException unreadable) {
            add(file, 1, Workspace.slashes(file) + " cannot be read, so its settings of aks-policy are not compared");
        }
    }

    /** Of a line with many options, those of ours: another one may hold a secret. */
    private static String words(String line) {
        return Arrays.stream(line.split("\\s+(?=-)"))
                .filter(word -> word.contains("aks-policy"))
                .collect(Collectors.joining(" "));
    }

    private static List<String> ours(Path file) throws IOException {
        return all(file).stream().filter(line -> line.contains("aks-policy")).toList();
    }

    private static List<String> all(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Files.readString(file, StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .map(line -> line.startsWith("#") ? "" : line)
                        .toList()
                : List.of();
    }

    private void add(Path file, int line, String message) {
        found.add(Weakening.of(
                Weakening.Kind.BUILD_CHANGED,
                new SourceLocation(Workspace.slashes(file), line, 1, SourceLocation.Role.CONFIGURATION),
                message,
                environments));
    }
}
