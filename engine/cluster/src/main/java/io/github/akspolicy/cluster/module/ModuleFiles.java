package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.HclException;
import io.github.akspolicy.cluster.hcl.Parser;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.SourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of a module: {@code *.tf} and {@code *.tf.json} in the order of their names, then those that override
 * (developer.hashicorp.com/terraform/language/files/override).
 */
final class ModuleFiles {
    private static final Set<String> OTHERS = Set.of("moved", "import", "removed", "check", "action", "list");

    private final SourceFiles files;
    private final Problems problems;
    private final Declarations declarations = new Declarations();

    private ModuleFiles(SourceFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /** What the files in a folder declare, or one file alone. A file that is wrong is a problem, and the others count. */
    static Declarations read(Path folder, SourceFiles files, Problems problems) {
        var reader = new ModuleFiles(files, problems);
        List<Path> here = Files.isRegularFile(folder)
                ? List.of(folder)
                : files.list(folder).stream().filter(ModuleFiles::isRead).toList();
        if (Files.isRegularFile(folder)) {
            // what it refers to may stand in the others
            reader.declarations.incomplete();
        }
        here.stream().filter(file -> !isOverride(file)).forEach(file -> reader.file(file, false));
        here.stream().filter(ModuleFiles::isOverride).forEach(file -> reader.file(file, true));
        return reader.declarations;
    }

    /**
     * What a description of a module declares: what stands in a later text replaces what stands in those before it. It is not
     * complete: the module has more variables and outputs.
     */
    static Declarations described(List<String> description, Position call, SourceFiles files, Problems problems) {
        var reader = new ModuleFiles(files, problems);
        reader.declarations.incomplete();
        for (String text : description) {
            try {
                int firstLine = files.standIn(call, text);
                Parser.file(text, firstLine).blocks().forEach(reader::describe);
            } catch (HclException wrong) {
                throw new IllegalStateException(
                        "a description of a module cannot be read: " + wrong.getMessage(), wrong);
            }
        }
        return reader.declarations;
    }

    private void describe(Body.Block block) {
        Map<String, Body.Block> known = switch (block.type()) {
            case "variable" -> declarations.variables();
            case "output" -> declarations.outputs();
            default -> declarations.resources();
        };
        block(block, block.type().equals("locals") || known.containsKey(key(block)));
    }

    /** Whether Terraform reads a file of this name; it passes over files of editors. */
    static boolean isRead(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".tf") || name.endsWith(".tf.json"))
                && !name.startsWith(".")
                && !name.endsWith("~")
                && !(name.startsWith("#") && name.endsWith("#"));
    }

    private static boolean isOverride(Path file) {
        String name = file.getFileName().toString();
        String base = name.substring(0, name.length() - (name.endsWith(".tf") ? ".tf" : ".tf.json").length());
        return base.equals("override") || base.endsWith("_override");
    }

    private void file(Path file, boolean isOverride) {
        Body body = body(file, files, problems);
        if (body == null) {
            declarations.incomplete();
            return;
        }
        for (Body.Attribute attribute : body.attributes()) {
            problems.add(attribute.at(), "an argument named " + attribute.name() + " is not expected here");
        }
        var arguments = new Arguments(problems);
        for (Body.Block block : body.blocks()) {
            arguments.check(block);
            block(block, isOverride);
        }
    }

    /** What a file holds; null when that is a problem. */
    static @Nullable Body body(Path file, SourceFiles files, Problems problems) {
        SourceFiles.Source source;
        try {
            source = files.read(file);
        } catch (SourceException unreadable) {
            String reason = unreadable.problems().get(0).message();
            problems.add(new Position(files.placeholder(file), 1), reason);
            return null;
        }
        try {
            return file.toString().endsWith(".json")
                    ? JsonSyntax.file(source, problems)
                    : Parser.file(source.text(), source.firstLine());
        } catch (HclException wrong) {
            problems.add(wrong.at(), String.valueOf(wrong.getMessage()));
            return null;
        }
    }

    private void block(Body.Block block, boolean isOverride) {
        int labels = block.labels().size();
        switch (block.type()) {
            case "variable" -> named(declarations.variables(), block, isOverride);
            case "output" -> named(declarations.outputs(), block, isOverride);
            case "module" -> named(declarations.calls(), block, isOverride);
            case "resource", "data", "ephemeral" -> resource(block, isOverride);
            case "locals" -> block.body().attributes().forEach(local -> local(local, isOverride));
            case "terraform" -> declarations.settings().add(block);
            case "provider" -> declarations.providers().add(block);
            default -> {
                if (!OTHERS.contains(block.type())) {
                    problems.add(block.at(), "a block of type " + block.type() + " is not expected here");
                }
            }
        }
        if (labels > 0 && (block.type().equals("locals") || block.type().equals("terraform"))) {
            problems.add(block.at(), "a block of type " + block.type() + " has no labels");
        }
    }

    private void named(Map<String, Body.Block> known, Body.Block block, boolean isOverride) {
        if (block.labels().size() != 1) {
            problems.add(block.at(), "a block of type " + block.type() + " has one label, its name");
            return;
        }
        declare(known, block.labels().get(0), block, isOverride);
    }

    /** How {@link Declarations} names it. */
    private static String key(Body.Block block) {
        String labels = String.join(".", block.labels());
        return block.type().equals("data") || block.type().equals("ephemeral") ? block.type() + "." + labels : labels;
    }

    private void resource(Body.Block block, boolean isOverride) {
        if (block.labels().size() != 2) {
            problems.add(block.at(), "a block of type " + block.type() + " has two labels, its type and its name");
            return;
        }
        declare(declarations.resources(), key(block), block, isOverride);
    }

    private void declare(Map<String, Body.Block> known, String key, Body.Block block, boolean isOverride) {
        Body.Block before = known.get(key);
        if (isOverride) {
            if (before != null) {
                known.put(key, Overrides.merged(before, block));
            } else if (declarations.isComplete()) {
                problems.add(block.at(), "this overrides a " + block.type() + " that is not declared: " + key);
            }
        } else if (before != null) {
            problems.add(block.at(), block.type() + " " + key + " is declared twice");
        } else {
            known.put(key, block);
        }
    }

    private void local(Body.Attribute local, boolean isOverride) {
        Body.Attribute before = declarations.locals().get(local.name());
        if (before != null && !isOverride) {
            problems.add(local.at(), "local " + local.name() + " is defined twice");
        } else {
            declarations.locals().put(local.name(), local);
        }
    }
}
