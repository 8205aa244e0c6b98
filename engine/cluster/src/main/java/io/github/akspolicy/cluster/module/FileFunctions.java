package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Expression;
import io.github.akspolicy.cluster.hcl.HclException;
import io.github.akspolicy.cluster.hcl.Parser;
import io.github.akspolicy.cluster.value.Conversion;
import io.github.akspolicy.cluster.value.EvaluationException;
import io.github.akspolicy.cluster.value.Functions;
import io.github.akspolicy.cluster.value.Value;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions that read files (developer.hashicorp.com/terraform/language/functions/file and those beside it). A path is relative
 * to the root module. What lies outside of the repository is not known here.
 */
final class FileFunctions {
    private static final Map<String, String> DIGESTS = Map.of(
            "filemd5", "MD5",
            "filesha1", "SHA-1",
            "filesha256", "SHA-256",
            "filesha512", "SHA-512",
            "filebase64sha256", "SHA-256",
            "filebase64sha512", "SHA-512");

    private static final Set<String> OTHERS =
            Set.of("file", "filebase64", "fileexists", "fileset", "abspath", "pathexpand");

    private final Path root;
    private final SourceFiles files;
    private final FileSets sets;
    /** Texts that are files, so that what is decoded of them has its place there. */
    private final Map<Value, SourceFiles.Source> sources = new IdentityHashMap<>();

    private boolean isInTemplate;

    FileFunctions(Path root, SourceFiles files, Bounds bounds) {
        this.root = root;
        this.files = files;
        this.sets = new FileSets(files, bounds);
    }

    boolean knows(String name) {
        return OTHERS.contains(name) || DIGESTS.containsKey(name);
    }

    Value call(String name, List<Value> arguments, Position at) {
        int count = name.equals("fileset") ? 2 : 1;
        if (arguments.size() != count) {
            throw new EvaluationException(at, name + " has " + count + (count == 1 ? " argument" : " arguments"));
        }
        Value.Unknown unknown = Unknowns.among(arguments);
        if (unknown != null) {
            return Unknowns.made(name + "(" + unknown.expression() + ")", at, unknown);
        }
        String path = text(arguments.get(0));
        if (name.equals("abspath") || name.equals("pathexpand") && path.startsWith("~")) {
            return elsewhere(name, path, at);
        }
        if (name.equals("pathexpand")) {
            return new Value.Text(path, at);
        }
        Path file = inRepository(path);
        if (file == null) {
            return elsewhere(name, path, at);
        }
        return switch (name) {
            case "fileexists" -> new Value.Bool(Files.isRegularFile(file) && files.isInside(file), at);
            case "fileset" -> sets.matching(file, text(arguments.get(1)), at);
            case "file" -> file(file, path, at);
            default -> digest(name, file, path, at);
        };
    }

    private static String text(Value value) {
        if (value instanceof Value.Null) {
            throw new EvaluationException(value.at(), "this is null, where a path is needed");
        }
        return Conversion.text(value, value.at());
    }

    private static Value elsewhere(String name, String path, Position at) {
        return Unknowns.because(
                name + "(\"" + path + "\")", "", path + " is not in the repository, and depends on the machine", at);
    }

    /** The file of a path; null when it is not one of the repository. */
    private @Nullable Path inRepository(String path) {
        if (path.startsWith("~")) {
            return null;
        }
        Path file = SourceFiles.resolved(root, path);
        boolean isBelow = file != null && files.isBelowRoot(file);
        // a link that leads out of the repository
        return file == null || !isBelow || (Files.exists(file) && !files.isInside(file)) ? null : file;
    }

    private Value file(Path file, String path, Position at) {
        SourceFiles.Source source = read(file, path, at);
        Value text = new Value.Text(Normalizer.normalize(source.text(), Normalizer.Form.NFC), at);
        sources.put(text, source);
        return text;
    }

    private SourceFiles.Source read(Path file, String path, Position at) {
        if (!Files.isRegularFile(file)) {
            throw new EvaluationException(at, "there is no file " + path);
        }
        try {
            return files.read(file);
        } catch (SourceException unreadable) {
            throw new EvaluationException(
                    at, path + ": " + unreadable.problems().get(0).message());
        }
    }

    private Value digest(String name, Path file, String path, Position at) {
        if (!Files.isRegularFile(file)) {
            throw new EvaluationException(at, "there is no file " + path);
        }
        try {
            byte[] bytes = files.bytes(file);
            if (name.equals("filebase64")) {
                return new Value.Text(Base64.getEncoder().encodeToString(bytes), at);
            }
            byte[] digest = MessageDigest.getInstance(DIGESTS.get(name)).digest(bytes);
            return new Value.Text(
                    name.startsWith("filebase64")
                            ? Base64.getEncoder().encodeToString(digest)
                            : HexFormat.of().formatHex(digest),
                    at);
        } catch (IOException unreadable) {
            throw new EvaluationException(at, path + " cannot be read");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** {@code jsondecode} and {@code yamldecode}: of a file, each part has its place in the file. */
    Value decoded(String name, List<Value> arguments, Position at) {
        SourceFiles.Source source = arguments.size() == 1 ? sources.get(arguments.get(0)) : null;
        return source == null
                ? Functions.call(name, arguments, at)
                : Functions.decoded(name, arguments.get(0), new FilePlaces(source)::of, at);
    }

    // ---- templates

    Value templateFile(Expression.Call call, List<Value> arguments, Evaluator evaluator) {
        Value.Unknown unknown = arguments.isEmpty() ? null : Unknowns.among(arguments.get(0));
        if (unknown != null) {
            return Unknowns.made("templatefile(" + unknown.expression() + ", …)", call.at(), unknown);
        }
        if (arguments.size() != 2) {
            throw new EvaluationException(call.at(), "templatefile has 2 arguments");
        }
        String path = text(arguments.get(0));
        Path file = inRepository(path);
        if (file == null) {
            return elsewhere("templatefile", path, call.at());
        }
        SourceFiles.Source source = read(file, path, call.at());
        return rendered(call, arguments.get(1), evaluator, () -> Parser.template(source.text(), source.firstLine()));
    }

    Value templateString(Expression.Call call, List<Value> arguments, Evaluator evaluator) {
        if (arguments.size() != 2) {
            throw new EvaluationException(call.at(), "templatestring has 2 arguments");
        }
        Value template = arguments.get(0);
        if (template instanceof Value.Unknown unknown) {
            return Unknowns.made("templatestring(" + unknown.expression() + ", …)", call.at(), unknown);
        }
        String text = text(template);
        return rendered(call, arguments.get(1), evaluator, () -> Parser.template(text, call.at()));
    }

    /** Something that is parsed. */
    private interface Parsing {
        Expression parsed() throws HclException;
    }

    private Value rendered(Expression.Call call, Value variables, Evaluator evaluator, Parsing parsing) {
        if (variables instanceof Value.Unknown unknown) {
            return Unknowns.made(call.name() + "(…, " + unknown.expression() + ")", call.at(), unknown);
        }
        if (!(variables instanceof Value.Mapping mapping)) {
            throw new EvaluationException(variables.at(), "the values for a template are an object");
        }
        if (isInTemplate) {
            throw new EvaluationException(call.at(), "a template cannot call " + call.name());
        }
        Map<String, Value> names = new LinkedHashMap<>();
        mapping.entries().forEach((name, entry) -> names.put(name, entry.value()));
        isInTemplate = true;
        try {
            return evaluator
                    .evaluate(parsing.parsed(), NameScope.ofTemplate(names))
                    .movedTo(call.at());
        } catch (HclException wrong) {
            throw new EvaluationException(call.at(), "the template is wrong: " + wrong.getMessage());
        } catch (EvaluationException wrong) {
            throw new EvaluationException(call.at(), "the template fails: " + wrong.getMessage());
        } finally {
            isInTemplate = false;
        }
    }
}
