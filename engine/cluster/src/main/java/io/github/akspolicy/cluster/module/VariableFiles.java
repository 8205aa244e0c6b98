package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import io.github.akspolicy.cluster.hcl.HclException;
import io.github.akspolicy.cluster.hcl.Parser;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.SourceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of variables of a root module, each file over those before it: {@code terraform.tfvars}, {@code
 * terraform.tfvars.json}, {@code *.auto.tfvars} and {@code *.auto.tfvars.json} in the order of bytes, then those that are named
 * (developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence).
 */
final class VariableFiles {
    private final SourceFiles files;
    private final Problems problems;
    private final Map<String, Body.Attribute> values = new HashMap<>();
    private @Nullable Position broken;

    private VariableFiles(SourceFiles files, Problems problems) {
        this.files = files;
        this.problems = problems;
    }

    /**
     * Values of variables.
     *
     * @param byName the last one of each
     * @param broken a file that could not be read and is over the others, so that no value is certain but those behind it
     */
    record Given(
            Map<String, Body.Attribute> byName, @Nullable Position broken) {}

    static Given read(Path folder, List<Path> named, SourceFiles files, Problems problems) {
        var reader = new VariableFiles(files, problems);
        automatic(folder, files).forEach(reader::file);
        named.forEach(reader::file);
        return new Given(reader.values, reader.broken);
    }

    private static List<Path> automatic(Path folder, SourceFiles files) {
        var all = new ArrayList<Path>();
        for (String name : new String[] {"terraform.tfvars", "terraform.tfvars.json"}) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                all.add(file);
            }
        }
        files.list(folder).stream()
                .filter(file -> {
                    String name = file.getFileName().toString();
                    return name.endsWith(".auto.tfvars") || name.endsWith(".auto.tfvars.json");
                })
                .sorted((a, b) -> Arrays.compareUnsigned(bytes(a), bytes(b)))
                .forEach(all::add);
        return all;
    }

    private static byte[] bytes(Path file) {
        return file.getFileName().toString().getBytes(StandardCharsets.UTF_8);
    }

    private void file(Path file) {
        Body body = body(file);
        if (body == null) {
            broken = new Position(files.placeholder(file), 1);
            values.clear();
            return;
        }
        for (Body.Block block : body.blocks()) {
            problems.add(block.at(), "a file of values holds no blocks");
        }
        body.attributes().forEach(attribute -> values.put(attribute.name(), attribute));
    }

    private @Nullable Body body(Path file) {
        try {
            SourceFiles.Source source = files.read(file);
            return file.toString().endsWith(".json")
                    ? JsonSyntax.values(source, problems)
                    : Parser.file(source.text(), source.firstLine());
        } catch (SourceException unreadable) {
            problems.add(
                    new Position(files.placeholder(file), 1),
                    unreadable.problems().get(0).message());
        } catch (HclException wrong) {
            problems.add(wrong.at(), String.valueOf(wrong.getMessage()));
        }
        return null;
    }
}
