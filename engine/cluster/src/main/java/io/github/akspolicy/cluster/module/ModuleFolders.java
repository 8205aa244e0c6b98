package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the modules that a configuration calls lie: beside it, or where {@code terraform init} put them. */
final class ModuleFolders {
    private static final Pattern INDEX = Pattern.compile("\\[\"(?:[^\"\\\\]|\\\\.)*+\"]|\\[[^\\[\\]]*]");

    private final Path root;
    private final SourceFiles files;
    private final Problems problems;
    private @Nullable Map<String, Field> installed;

    /**
     * What was found.
     *
     * @param folder of the module, also where it is not there
     * @param description what is known of it, where it is not there
     * @param reason why it is not there, and not known either; null when it is
     */
    record Found(
            Path folder,
            @Nullable List<String> description,
            @Nullable String reason) {
        private Found(Path folder, @Nullable String reason) {
            this(folder, null, reason);
        }
    }

    ModuleFolders(Path root, SourceFiles files, Problems problems) {
        this.root = root;
        this.files = files;
        this.problems = problems;
    }

    Found find(Module caller, String name, Body.Block call) {
        String source = text(call, "source");
        if (source == null) {
            problems.add(call.at(), "source is missing in module " + name + ", or is not a plain text");
            return new Found(root, "it has no source");
        }
        if (isLocal(source)) {
            Path folder = SourceFiles.resolved(caller.folder(), source);
            return folder != null && Files.isDirectory(folder) && files.isInside(folder)
                    ? new Found(folder, null)
                    : new Found(root, "the folder " + source + " is not in the repository");
        }
        return installed(caller, name, source, text(call, "version"));
    }

    static boolean isLocal(String source) {
        return source.startsWith("./") || source.startsWith("../");
    }

    /** An argument that is a text without templates; null when it is none. */
    static @Nullable String text(Body.Block block, String name) {
        return Repetition.expression(block.body(), name) instanceof Expression.Template template
                        && template.parts().size() == 1
                        && template.parts().get(0) instanceof Expression.Part.Text text
                ? text.text()
                : null;
    }

    /** The names of modules in each other, with a dot behind each: {@code a.b.} for {@code module.a[0].module.b.}. */
    private static String key(String address) {
        var key = new StringBuilder();
        String[] parts = INDEX.matcher(address).replaceAll("").split("\\.");
        for (int i = 1; i < parts.length; i += 2) {
            key.append(parts[i]).append('.');
        }
        return key.toString();
    }

    private Found installed(Module caller, String name, String source, @Nullable String version) {
        String key = key(caller.address()) + name;
        Field module = installed().get(key);
        if (module == null || !isOf(module, source, version)) {
            return known(source, version);
        }
        Path folder = SourceFiles.resolved(root, module.get("Dir").stringOr(""));
        return folder != null && Files.isDirectory(folder) && files.isInside(folder)
                ? new Found(folder, null)
                : known(source, version);
    }

    /** A module that is not here, which may be described. */
    private Found known(String source, @Nullable String version) {
        KnownModules.Found known = KnownModules.find(source, version);
        if (known.description() != null) {
            return new Found(root, known.description(), null);
        }
        String reason = "its source " + source + " is not in the repository";
        return new Found(root, known.reason().isEmpty() ? reason : reason + ", and " + known.reason());
    }

    /** Whether what is installed is what is called. */
    private static boolean isOf(Field module, String source, @Nullable String version) {
        String installed = module.get("Source").stringOr("").toLowerCase(Locale.ROOT);
        String called = source.toLowerCase(Locale.ROOT);
        boolean isRegistry = installed.startsWith("registry.terraform.io/");
        boolean isVersion = version == null
                || !version.matches("=? *[0-9][0-9a-z.+-]*")
                || version.replaceAll("[= ]", "").equals(module.get("Version").stringOr(""));
        return isVersion
                && (!isRegistry || installed.equals(called) || installed.equals("registry.terraform.io/" + called));
    }

    private Map<String, Field> installed() {
        Map<String, Field> known = installed;
        if (known == null) {
            known = new HashMap<>();
            Path list = root.resolve(".terraform/modules/modules.json");
            if (Files.isRegularFile(list)) {
                try {
                    String text = new String(files.bytes(list), StandardCharsets.UTF_8);
                    Field document = Field.root(ManifestReader.json(text, ReadLimits.DEFAULT));
                    for (Field module : document.get("Modules").items()) {
                        known.put(module.get("Key").stringOr(""), module);
                    }
                } catch (IOException | ManifestException unreadable) {
                    // then no module is installed, and each call says so
                    known.clear();
                }
            }
            installed = known;
        }
        return known;
    }
}
