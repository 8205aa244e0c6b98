package io.github.akspolicy.helm.values;

import io.github.akspolicy.helm.chart.ChartLimits;
import io.github.akspolicy.helm.chart.YamlFile;
import io.github.akspolicy.manifest.DuplicateKey;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SetValue;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.SourceLocation.Role;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values that a request gives: files and the {@code --set} family. */
public final class UserValues {
    /** What one {@code --set} entry set. */
    record Setting(List<Object> path, @Nullable Object value, boolean integers, SourceLocation at) {}

    private record ValuesFile(
            String shownPath, byte[] content, @Nullable Node tree) {}

    private final List<ValuesFile> files = new ArrayList<>();
    private final List<Setting> settings = new ArrayList<>();
    private final Map<String, List<DuplicateKey>> duplicates = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> merged = new LinkedHashMap<>();

    private UserValues() {}

    /** Reads and applies all of them, in Helm's order whatever order they are given in. */
    public static UserValues read(ChartRequest request) throws SourceException {
        var values = new UserValues();
        for (Path file : request.valuesFiles()) {
            values.file(file, request.workspace(), !request.setValues().isEmpty());
        }
        for (SetValue.Type type :
                List.of(SetValue.Type.SET_JSON, SetValue.Type.SET, SetValue.Type.SET_STRING, SetValue.Type.SET_FILE)) {
            for (SetValue value : request.setValues()) {
                if (value.type() == type) {
                    values.set(value, request.workspace());
                }
            }
        }
        return values;
    }

    private void file(Path path, Workspace workspace, boolean mustRead) throws SourceException {
        String shown = workspace.relative(path);
        byte[] content;
        try (InputStream in = workspace.open(path)) {
            content = in.readAllBytes();
        } catch (IOException e) {
            throw new SourceException(Problem.at(
                    new SourceLocation(shown, 1, 1, Role.VALUES),
                    Files.exists(path)
                            ? "the values file cannot be read: " + Problem.reason(e)
                            : "there is no such values file",
                    ""));
        }
        Node.Mapping tree = null;
        try {
            String text = ManifestReader.decode(content);
            ValuesText read = ValuesText.read(text);
            ValuesText.requireOneReading(text, shown);
            tree = read.tree();
            duplicates.put(shown, read.duplicates());
        } catch (ManifestException e) {
            // Helm may read it all the same; without --set it may have its way, only lines are lost then
            if (mustRead) {
                throw YamlFile.unreadable(e, shown, Role.VALUES);
            }
        }
        if (tree != null) {
            merge(merged, plain(tree));
        }
        files.add(new ValuesFile(shown, content, tree));
    }

    /** The keys that a mapping has twice, by the path that reports show for the file. */
    Map<String, List<DuplicateKey>> duplicates() {
        return duplicates;
    }

    private void set(SetValue value, Workspace workspace) throws SourceException {
        boolean typed = value.type() == SetValue.Type.SET;
        StrVals.Reader reader = switch (value.type()) {
            case SET -> StrVals::typed;
            case SET_STRING -> text -> text;
            case SET_FILE -> path -> content(path, workspace);
            case SET_JSON -> null;
        };
        String text = value.type() == SetValue.Type.SET_FILE
                ? value.value().replace("\\", "\\\\").replace(",", "\\,")
                : value.value();
        try {
            new StrVals(
                            value.key() + "=" + text,
                            reader,
                            (path, made) -> settings.add(new Setting(path, made, typed, value.at())))
                    .into(merged);
        } catch (StrVals.SyntaxException e) {
            // the value is not shown: it may be a secret
            throw new SourceException(
                    Problem.at(value.at(), "the value for " + value.key() + " cannot be set: " + e.getMessage(), ""));
        }
    }

    private static String content(String written, Workspace workspace) throws StrVals.SyntaxException {
        try {
            Path path = workspace.root().resolve(written);
            if (!workspace.contains(path)) {
                throw new StrVals.SyntaxException("the file " + workspace.relative(path)
                        + " lies outside of the repository or in .git; no file there is read");
            }
            try (InputStream in = workspace.open(path)) {
                byte[] content = in.readNBytes(ChartLimits.FILE_BYTES + 1);
                if (content.length > ChartLimits.FILE_BYTES) {
                    throw new StrVals.SyntaxException("the file " + workspace.relative(path) + " is larger than "
                            + ChartLimits.FILE_BYTES + " bytes");
                }
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content))
                        .toString();
            }
        } catch (IOException | InvalidPathException e) {
            throw new StrVals.SyntaxException("the file " + written + " cannot be read");
        }
    }

    /** The values by the path that reports show; those of the {@code set} family by the file that sets them. */
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        files.forEach(file -> texts.put(file.shownPath(), new String(file.content(), StandardCharsets.UTF_8)));
        for (Setting setting : settings) {
            texts.merge(setting.at().path(), String.valueOf(setting.value()), (one, other) -> one + "\n" + other);
        }
        return texts;
    }

    /** The bytes of the values files, the weakest first. */
    List<byte[]> fileContents() {
        return files.stream().map(ValuesFile::content).toList();
    }

    /** What {@code --set} and its family set. */
    List<@Nullable Object> set() {
        var set = new ArrayList<@Nullable Object>();
        settings.forEach(setting -> set.add(setting.value()));
        return set;
    }

    /** The files that {@link #write} writes. */
    public List<byte[]> written() {
        return settings.isEmpty()
                ? fileContents()
                : List.of(JsonValues.write(merged).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes the files to hand to Helm, in order, into a folder of ours: their own paths may hold a comma. */
    public List<Path> write(Path folder) throws IOException {
        if (!settings.isEmpty()) {
            // --set writes into the merged tree, lists included, which a further file could not express
            Path file = folder.resolve("values.json");
            Files.writeString(file, JsonValues.write(merged));
            return List.of(file);
        }
        var written = new ArrayList<Path>();
        for (int i = 0; i < files.size(); i++) {
            Path file = folder.resolve("values-" + i + ".yaml");
            Files.write(file, files.get(i).content());
            written.add(file);
        }
        return written;
    }

    /** The path that reports show for a file that {@link #write} wrote, or null. */
    public @Nullable String shownPath(String writtenName) {
        for (int i = 0; i < files.size(); i++) {
            if (writtenName.equals("values-" + i + ".yaml")) {
                return files.get(i).shownPath();
            }
        }
        return null;
    }

    /** The values set as whole numbers, as {@code key=number} in Helm's notation. */
    public List<String> integers() {
        var found = new LinkedHashMap<String, Long>();
        for (Setting setting : settings) {
            if (setting.integers()) {
                integers(setting.path(), setting.value(), found);
            }
        }
        var pairs = new ArrayList<String>();
        found.forEach((key, number) -> pairs.add(key + "=" + number));
        return pairs;
    }

    private void integers(List<Object> path, @Nullable Object value, Map<String, Long> found) {
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                var item = new ArrayList<>(path);
                item.add(i);
                integers(item, list.get(i), found);
            }
        } else if (value instanceof Long number && number.equals(JsonValues.at(merged, path))) {
            found.put(StrValsKey.write(path), number);
        }
    }

    /** The layers that these values are, the weakest first. */
    List<ValuesLayer> layers() {
        var layers = new ArrayList<ValuesLayer>();
        for (ValuesFile file : files) {
            layers.add(new ValuesLayer.File(file.shownPath(), file.tree(), List.of(), true, null));
        }
        if (!settings.isEmpty()) {
            layers.add(new ValuesLayer.Settings(List.copyOf(settings)));
        }
        return layers;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> plain(Node.Mapping tree) {
        return (Map<String, @Nullable Object>) java.util.Objects.requireNonNull(Node.toPlain(tree));
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, @Nullable Object> into, Map<String, @Nullable Object> from) {
        from.forEach((key, value) -> {
            if (value instanceof Map && into.get(key) instanceof Map<?, ?> existing) {
                merge((Map<String, @Nullable Object>) existing, (Map<String, @Nullable Object>) value);
            } else {
                into.put(key, value);
            }
        });
    }
}
