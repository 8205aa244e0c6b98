package io.github.akspolicy.source;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files that kustomizations take as patches, configuration or data: they are not objects, whatever they look like. A file
 * that one of them names as a resource, too, is one. Source: kubectl.docs.kubernetes.io/references/kustomize/kustomization.
 * Beside a kustomization lie patches that it does not name, such as those that a template of operators leaves switched off: workloads
 * without the fields that the API server requires.
 */
public final class Kustomizations {
    static final Set<String> NAMES = Set.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private static final String FAULT = "the output of the kustomization is in no source";

    private static final List<String> OBJECTS = List.of("resources", "bases");
    private static final List<String> FILES =
            List.of("patches", "patchesStrategicMerge", "patchesJson6902", "replacements", "configurations", "crds");
    /** Files, folders with a kustomization that makes them, or texts of them. */
    private static final List<String> PLUGINS = List.of("transformers", "validators", "generators");

    private static final List<String> GENERATORS = List.of("configMapGenerator", "secretGenerator");

    private static final Set<String> SELECTING = Set.of("Deployment", "ReplicaSet", "StatefulSet", "DaemonSet");
    private static final Set<String> WORKLOADS = Set.of(
            "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ReplicationController", "Job", "CronJob", "Pod");

    private final Workspace workspace;
    private final Set<Path> read = new HashSet<>();
    private final Set<Path> objects = new HashSet<>();
    /** The folder of the kustomization that names each first. */
    private final Map<Path, Path> others = new HashMap<>();
    /** The folder of the kustomization beside each patch that none names. */
    private final Map<Path, Path> unused = new HashMap<>();

    private Kustomizations(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Reads the kustomizations of a walk, and those above its files: what they name lies in their own folders or below.
     */
    public static Kustomizations of(FolderWalk walk, Workspace workspace) {
        var found = new Kustomizations(workspace);
        Set<Path> folders = new TreeSet<>();
        for (List<Path> files : List.of(walk.files(), walk.others())) {
            for (Path file : files) {
                for (Path folder = file.toAbsolutePath().normalize().getParent();
                        folder != null && folder.startsWith(workspace.root()) && folders.add(folder);
                        folder = folder.getParent()) {
                    // the folders above are added, too
                }
            }
        }
        folders.forEach(folder -> addIn(folder, found::add));
        walk.files().forEach(found::addUnused);
        return found;
    }

    /** Whether a file is a kustomization by its name. */
    public static boolean isKustomization(Path file) {
        return NAMES.contains(String.valueOf(file.getFileName()));
    }

    /** Whether a file is a patch, configuration or data, and nothing else. */
    public boolean isNoObject(Path file) {
        Path path = file.toAbsolutePath().normalize();
        return (others.containsKey(path) || unused.containsKey(path)) && !objects.contains(path);
    }

    /** The lines about such files. */
    public List<NotEvaluated> notEvaluated(List<Path> files) {
        var lines = new ArrayList<NotEvaluated>();
        lines(files, others, "a kustomization takes it as a patch or as data, not as an object", lines);
        lines(files, unused, "it is a patch that the kustomization beside it does not name", lines);
        return lines;
    }

    private void lines(List<Path> files, Map<Path, Path> folders, String fault, List<NotEvaluated> lines) {
        Map<Path, List<NotEvaluated.Subject>> byFolder = new TreeMap<>();
        for (Path file : files) {
            Path folder = folders.get(file.toAbsolutePath().normalize());
            if (folder != null) {
                byFolder.computeIfAbsent(folder, unnamed -> new ArrayList<>())
                        .add(new NotEvaluated.Subject(workspace.relative(file), workspace.start(file)));
            }
        }
        byFolder.forEach(
                (folder, subjects) -> lines.add(new NotEvaluated(subjects, fault, rendering(folder, workspace))));
    }

    /** The line about a kustomization that has its kind, and so is an object. */
    public static NotEvaluated notEvaluated(SourceLocation at) {
        int slash = at.path().lastIndexOf('/');
        return new NotEvaluated(
                at.path(), FAULT, at, rendering(slash < 0 ? "." : at.path().substring(0, slash)));
    }

    private static String rendering(Path folder, Workspace workspace) {
        return rendering(workspace.relative(folder));
    }

    private static String rendering(String folder) {
        return "evaluate what kubectl kustomize " + folder + " writes";
    }

    /** The line about a kustomization. */
    static NotEvaluated notEvaluated(Path kustomization, Workspace workspace) {
        Path folder = kustomization.toAbsolutePath().normalize().getParent();
        return new NotEvaluated(
                workspace.relative(kustomization),
                FAULT,
                workspace.start(kustomization),
                rendering(folder == null ? kustomization : folder, workspace));
    }

    private static void addIn(Path folder, Consumer<Path> taker) {
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                taker.accept(file);
            }
        }
    }

    private @Nullable Field document(Path file) {
        // kustomize reads the first document only
        List<Field> documents = documents(file);
        return documents.isEmpty() ? null : documents.get(0);
    }

    /** What can be read of a file. */
    private List<Field> documents(Path file) {
        List<Field> documents = new ArrayList<>();
        try {
            ManifestReader.yaml(
                    ManifestFile.read(file, ReadLimits.DEFAULT, workspace).text(),
                    ReadLimits.DEFAULT,
                    new ManifestReader.Receiver() {
                        @Override
                        public void document(Node root) {
                            documents.add(Field.root(root));
                        }

                        @Override
                        public void problem(ManifestException problem) {
                            // what can be read of it counts
                        }
                    });
        } catch (SourceException unreadable) {
            // where it is evaluated, that says why
        }
        return documents;
    }

    /** Takes a file for a patch that is not used, where all that it holds is less than the API server takes. */
    private void addUnused(Path file) {
        Path path = file.toAbsolutePath().normalize();
        Path folder = path.getParent();
        if (folder == null
                || objects.contains(path)
                || others.containsKey(path)
                || NAMES.stream().noneMatch(name -> read.contains(folder.resolve(name)))) {
            return;
        }
        List<Field> documents = documents(path);
        if (!documents.isEmpty() && documents.stream().allMatch(Kustomizations::isPartOfAWorkload)) {
            unused.put(path, folder);
        }
    }

    private static boolean isPartOfAWorkload(Field object) {
        String kind = object.get("kind").stringOr("");
        Field spec = object.get("spec");
        Field pod = kind.equals("CronJob")
                ? spec.at("jobTemplate", "spec", "template", "spec")
                : kind.equals("Pod") ? spec : spec.at("template", "spec");
        boolean selects = SELECTING.contains(kind) && !spec.get("selector").isPresent();
        return pod.isPresent()
                && WORKLOADS.contains(kind)
                && (selects
                        || Stream.of("containers", "initContainers")
                                .flatMap(list -> pod.get(list).items().stream())
                                .anyMatch(container ->
                                        container.get("image").stringOr("").isBlank()));
    }

    private void add(Path kustomization) {
        Path folder = kustomization.toAbsolutePath().normalize().getParent();
        Field root = folder == null ? null : document(kustomization);
        if (folder == null
                || root == null
                || !read.add(kustomization.toAbsolutePath().normalize())) {
            return;
        }
        OBJECTS.forEach(key -> each(root.get(key), folder, objects::add));
        FILES.forEach(key -> each(root.get(key), folder, file -> others.putIfAbsent(file, folder)));
        each(root.at("openapi", "path"), folder, file -> others.putIfAbsent(file, folder));
        for (String key : GENERATORS) {
            for (Field generator : root.get(key).items()) {
                data(generator.get("files"), folder);
                data(generator.get("envs"), folder);
                data(generator.get("env"), folder);
            }
        }
        for (Field chart : root.get("helmCharts").items()) {
            data(chart.get("valuesFile"), folder);
            data(chart.get("additionalValuesFiles"), folder);
        }
        PLUGINS.forEach(key -> root.get(key).items().forEach(item -> plugin(item, folder)));
    }

    private void each(Field field, Path folder, Consumer<Path> taker) {
        if (field.node() instanceof Node.Sequence) {
            field.items().forEach(item -> each(item, folder, taker));
            return;
        }
        Field path = field.node() instanceof Node.Mapping ? field.get("path") : field;
        Path file = resolve(folder, path.string());
        if (file != null) {
            taker.accept(file);
        }
    }

    /** {@code KEY=PATH}, or the path alone. */
    private void data(Field field, Path folder) {
        Function<Field, @Nullable String> path = one -> {
            String text = one.string();
            return text == null ? null : text.substring(text.indexOf('=') + 1);
        };
        List<Field> all = field.node() instanceof Node.Sequence ? field.items() : List.of(field);
        for (Field one : all) {
            Path file = resolve(folder, path.apply(one));
            if (file != null) {
                others.putIfAbsent(file, folder);
            }
        }
    }

    /** A transformer may name patches itself. */
    private void plugin(Field entry, Path folder) {
        Path path = resolve(folder, entry.string());
        if (path == null) {
            String text = entry.string();
            if (text != null) {
                ManifestReader.yaml(text, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
                    @Override
                    public void document(Node root) {
                        patchesOf(Field.root(root), folder);
                    }

                    @Override
                    public void problem(ManifestException problem) {
                        // kustomize refuses it
                    }
                });
            }
        } else if (Files.isDirectory(path)) {
            addIn(path, file -> pluginsOf(path, file));
        } else {
            others.putIfAbsent(path, folder);
            Field root = document(path);
            if (root != null) {
                patchesOf(root, folder);
            }
        }
    }

    private void pluginsOf(Path folder, Path kustomization) {
        Field root = document(kustomization);
        if (root != null && read.add(kustomization)) {
            OBJECTS.forEach(key -> root.get(key).items().forEach(item -> plugin(item, folder)));
        }
    }

    private void patchesOf(Field transformer, Path folder) {
        data(transformer.get("path"), folder);
        data(transformer.get("paths"), folder);
    }

    /** The file that an entry names; null for a text, an address and nothing. */
    private static @Nullable Path resolve(Path folder, @Nullable String path) {
        if (path == null || path.isBlank() || path.indexOf('\n') >= 0 || path.contains("://")) {
            return null;
        }
        try {
            return folder.resolve(path).normalize();
        } catch (InvalidPathException address) {
            return null;
        }
    }
}
