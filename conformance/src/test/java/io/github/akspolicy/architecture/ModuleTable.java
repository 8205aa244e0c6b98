package io.github.akspolicy.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of modules in {@code docs/architecture.md}: directories, and the modules that each may use. */
final class ModuleTable {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");

    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final String EVERYTHING = "everything";

    /** "engine/core" to the text of its last cell. */
    private final Map<String, String> rows;

    private ModuleTable(Map<String, String> rows) {
        this.rows = rows;
    }

    static ModuleTable read() {
        Map<String, String> rows = new LinkedHashMap<>();
        boolean inside = false;
        for (String line : text(ROOT.resolve("docs/architecture.md")).split("\n")) {
            if (line.startsWith("| directory |")) {
                inside = true;
            } else if (inside && !line.startsWith("|")) {
                break;
            } else if (inside && line.startsWith("| `")) {
                String[] cells = line.split("\\|");
                Matcher directories = CODE.matcher(cells[1]);
                while (directories.find()) {
                    rows.put(directories.group(1), cells[3]);
                }
            }
        }
        return new ModuleTable(rows);
    }

    /** The directories of all modules that Maven builds, parents left out. */
    static Set<String> ofReactor() {
        Set<String> found = new TreeSet<>();
        collect("", found);
        return found;
    }

    private static void collect(String directory, Set<String> found) {
        Matcher modules = MODULE.matcher(text(ROOT.resolve(directory).resolve("pom.xml")));
        boolean parent = false;
        while (modules.find()) {
            parent = true;
            collect(directory.isEmpty() ? modules.group(1) : directory + "/" + modules.group(1), found);
        }
        // samples are projects of users: one row, whatever they hold
        if (!parent || directory.equals("samples")) {
            found.add(directory);
        }
        found.removeIf(each -> each.startsWith("samples/"));
    }

    Set<String> directories() {
        return rows.keySet();
    }

    /** Those that others use. What may use everything is used by none: Maven builds it last. */
    Set<String> modulesWithCode() {
        Set<String> found = new LinkedHashSet<>();
        rows.forEach((directory, mayUse) -> {
            if (Files.isDirectory(ROOT.resolve(directory).resolve("src/main/java")) && !mayUse.contains(EVERYTHING)) {
                found.add(directory);
            }
        });
        return found;
    }

    Collection<Path> classFolders() {
        return modulesWithCode().stream()
                .map(module -> ROOT.resolve(module).resolve("target/classes"))
                .toList();
    }

    /** The directory of the module that a class belongs to; empty for classes of others. */
    String moduleOf(JavaClass type) {
        String location = type.getBaseComponentType()
                .getSource()
                .map(source -> source.getUri().toString())
                .orElse("");
        for (String module : rows.keySet()) {
            if (location.contains("/" + module + "/target/")) {
                return module;
            }
        }
        return "";
    }

    /** What the row of a module allows, and what these in turn bring. */
    Set<String> mayUse(String module) {
        Set<String> allowed = new LinkedHashSet<>();
        add(module, allowed);
        return allowed;
    }

    private void add(String module, Set<String> allowed) {
        List<String> words = List.of(rows.get(module).split("[,;]"));
        for (String directory : rows.keySet()) {
            String name = directory.substring(directory.indexOf('/') + 1);
            boolean named =
                    words.stream().map(String::strip).anyMatch(word -> word.equals(name) || word.equals(EVERYTHING));
            if (named && allowed.add(directory)) {
                add(directory, allowed);
            }
        }
    }

    /** The modules that its POM asks for, those of its tests left out. */
    Set<String> compiledAgainst(String module) {
        Map<String, String> byArtifact = new LinkedHashMap<>();
        modulesWithCode().forEach(each -> byArtifact.put(artifact(pom(each).split("</parent>")[1]), each));
        Set<String> found = new LinkedHashSet<>();
        Matcher dependencies = DEPENDENCY.matcher(pom(module));
        while (dependencies.find()) {
            String dependency = dependencies.group(1);
            String other = byArtifact.get(artifact(dependency));
            if (other != null && !dependency.contains("<scope>test</scope>")) {
                found.add(other);
            }
        }
        return found;
    }

    private static String pom(String module) {
        return text(ROOT.resolve(module).resolve("pom.xml"));
    }

    private static String artifact(String xml) {
        Matcher artifact = ARTIFACT.matcher(xml);
        return artifact.find() ? artifact.group(1) : "";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
