package io.github.akspolicy.policytest;

import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.marks.MarkException;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a {@link PolicyTestFile}; everything that is wrong with it is told at once. */
public final class PolicyTestReader {
    private static final List<String> FILE_KEYS = List.of("policy", "parameters", "namespace", "cases");
    private static final List<String> CASE_KEYS =
            List.of("name", "parameters", "namespace", "valuesOf", "manifests", "values", "files");

    private final Path file;
    private final Workspace workspace;
    private final String shown;
    private final Map<String, Policy> known = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private List<String> lines = List.of();

    private PolicyTestReader(Path file, Workspace workspace, List<? extends Policy> policies) {
        this.file = file;
        this.workspace = workspace;
        this.shown = workspace.relative(file);
        for (Policy policy : policies) {
            ids.add(policy.info().id());
            known.put(policy.info().id(), policy);
            policy.info().formerIds().forEach(former -> known.putIfAbsent(former, policy));
        }
    }

    /**
     * Reads a file.
     *
     * @param policies those that it may name
     */
    public static PolicyTestFile read(Path file, Workspace workspace, List<? extends Policy> policies) {
        return new PolicyTestReader(file, workspace, policies).read();
    }

    private PolicyTestFile read() {
        List<PolicyTestCase> cases = List.of();
        try {
            String text = ManifestFile.read(file, ReadLimits.DEFAULT, workspace).text();
            lines = text.lines().toList();
            cases = cases(Field.root(ManifestReader.yamlDocument(text)));
        } catch (SourceException unreadable) {
            problems.addAll(unreadable.problems());
        } catch (ManifestException invalid) {
            Position at = invalid.position();
            add(at == null ? Position.START : at, invalid.getMessage(), "");
        }
        problems.sort(Comparator.comparing(PolicyTestReader::place));
        return new PolicyTestFile(shown, cases, problems);
    }

    private static SourceLocation place(Problem problem) {
        SourceLocation at = problem.at();
        return at == null ? new SourceLocation("", 1, 1, SourceLocation.Role.CONFIGURATION) : at;
    }

    private void add(Position at, String message, String fix) {
        problems.add(Problem.at(location(at), message, fix));
    }

    private void add(Field at, String message, String fix) {
        add(at.place().key(), message, fix);
    }

    private SourceLocation location(Position at) {
        return new SourceLocation(shown, at.line(), at.column(), SourceLocation.Role.CONFIGURATION);
    }

    private List<PolicyTestCase> cases(Field root) {
        if (!(root.node() instanceof Node.Mapping)) {
            add(root, "a policy test is a mapping with policy and cases", "write: policy: group/name");
            return List.of();
        }
        checkKeys(root, FILE_KEYS, "a policy test");
        List<Policy> policies = policies(root);
        Parameters shared = parameters(root.get("parameters"), policies, Parameters.DEFAULTS);
        String namespace = text(root.get("namespace"));
        List<Field> items = root.get("cases").items();
        if (items.isEmpty()) {
            add(
                    root.get("cases"),
                    "cases must be a list with at least one case",
                    "write: cases: [{name: …, manifests: …}]");
        }
        var cases = new ArrayList<PolicyTestCase>();
        Set<String> names = new HashSet<>();
        for (Field item : items) {
            PolicyTestCase one = one(item, policies, shared, namespace, names);
            if (one != null) {
                cases.add(one);
            }
        }
        return cases;
    }

    private void checkKeys(Field mapping, List<String> keys, String what) {
        for (Field field : mapping.fields()) {
            if (!keys.contains(field.key())) {
                add(field, what + " has no key \"" + field.key() + "\"", DidYouMean.fix(field.key(), keys, "keys"));
            }
        }
    }

    private List<Policy> policies(Field root) {
        Field field = root.get("policy");
        List<Field> named = field.node() instanceof Node.Sequence ? field.items() : List.of(field);
        var policies = new ArrayList<Policy>();
        for (Field name : named) {
            String id = name.string();
            Policy policy = id == null ? null : known.get(id);
            if (id == null) {
                add(
                        name,
                        "policy must be the id of the policy under test, or a list of them",
                        "write: policy: group/name");
            } else if (policy == null) {
                add(
                        name,
                        "unknown policy \"" + id + "\"",
                        ids.isEmpty()
                                ? "no policies are on the class path"
                                : DidYouMean.fix(id, ids.stream().sorted().toList(), "policies"));
            } else {
                policies.add(policy);
            }
        }
        return policies;
    }

    /** Settings that one policy has apply to that one; each must belong to some policy under test. */
    private Parameters parameters(Field mapping, List<Policy> policies, Parameters before) {
        Parameters parameters = before;
        if (mapping.isPresent() && !(mapping.node() instanceof Node.Mapping)) {
            add(mapping, "parameters must be a mapping", "write: parameters: {name: value}");
        }
        List<Parameter<?>> all = Stream.concat(
                        policies.stream().flatMap(policy -> policy.info().parameters().stream()),
                        CommonParameters.ALL.stream())
                .toList();
        for (Field setting : mapping.fields()) {
            boolean isKnown = false;
            for (Parameter<?> parameter : all) {
                if (parameter.name().equals(setting.key())) {
                    isKnown = true;
                    if (parameter.read(setting) == null) {
                        add(setting, "parameter " + parameter + " cannot have this value", expected(parameter));
                    }
                    parameter
                            .faults(setting)
                            .forEach(fault -> add(setting, "parameter " + parameter + ": " + fault, ""));
                    parameters = parameters.read(parameter, setting);
                }
            }
            if (!isKnown && !policies.isEmpty()) {
                add(
                        setting,
                        "unknown parameter \"" + setting.key() + "\"",
                        DidYouMean.fix(
                                setting.key(), all.stream().map(Parameter::name).toList(), "parameters"));
            }
        }
        return parameters;
    }

    private static String expected(Parameter<?> parameter) {
        return switch (parameter.type()) {
            case BOOLEAN -> "write true or false";
            case INTEGER -> "write a whole number";
            case STRING -> "write a text";
            case STRING_LIST -> "write a list of texts";
            case CHOICE -> "write one of " + parameter.allowed();
            case CHOICES -> "write a list of some of " + parameter.allowed();
            case LABEL_SELECTOR -> "write a mapping with matchLabels or matchExpressions";
        };
    }

    private @Nullable String text(Field field) {
        if (field.isPresent() && field.string() == null) {
            add(field, field.key() + " must be a text", "");
        }
        return field.string();
    }

    private @Nullable PolicyTestCase one(
            Field item, List<Policy> policies, Parameters shared, @Nullable String namespace, Set<String> names) {
        if (!(item.node() instanceof Node.Mapping)) {
            add(item, "a case is a mapping", "write: - name: …");
            return null;
        }
        int before = problems.size();
        checkKeys(item, CASE_KEYS, "a case");
        String name = item.get("name").stringOr("");
        if (name.isBlank()) {
            add(item.get("name"), "a case needs a name that is a text", "say what it shows: name: …");
        } else if (!names.add(name)) {
            add(item.get("name"), "the name \"" + name + "\" is taken by another case", "give it another name");
        }
        Parameters parameters = parameters(item.get("parameters"), policies, shared);
        String own = text(item.get("namespace"));
        List<MarkedManifest> manifests = manifests(
                item, policies.stream().map(policy -> policy.info().id()).toList());
        if (problems.size() > before || policies.isEmpty()) {
            return null;
        }
        List<ActivePolicy> active = policies.stream()
                .map(policy -> new ActivePolicy(policy, policy.info().severity(), parameters))
                .toList();
        return new PolicyTestCase(
                name, location(item.place().key()), new PolicyCheck(active, own == null ? namespace : own, manifests));
    }

    private List<MarkedManifest> manifests(Field item, List<String> tested) {
        var manifests = new ArrayList<MarkedManifest>();
        String chart = text(item.get("valuesOf"));
        boolean isValues = item.get("valuesOf").isPresent();
        String key = isValues ? "values" : "manifests";
        Field inline = item.get(key);
        Field other = item.get(isValues ? "manifests" : "values");
        Field files = item.get("files");
        if (other.isPresent()) {
            add(
                    other,
                    isValues ? "a case shows values or manifests" : "a case does not say whose values it shows",
                    isValues ? "make two cases of it" : "write: valuesOf: store");
        } else if (!inline.isPresent() && !files.isPresent()) {
            add(item, "a case needs " + key + " or files", "write: " + key + ": |");
        }
        if (inline.isPresent()) {
            inline(inline, tested, manifests);
        }
        if (files.isPresent() && files.items().isEmpty()) {
            add(files, "files must be a list of paths, relative to this file", "write: files: [violating.yaml]");
        }
        for (Field path : files.items()) {
            file(path, tested, manifests);
        }
        return manifests.stream().map(manifest -> manifest.valuesOf(chart)).toList();
    }

    private void inline(Field field, List<String> tested, List<MarkedManifest> manifests) {
        Position value = field.place().value();
        String head = value.line() <= lines.size() ? lines.get(value.line() - 1) : "";
        if (field.string() == null || value.column() > head.length() || head.charAt(value.column() - 1) != '|') {
            add(
                    field,
                    field.key() + " must be a literal block, whose lines and comments stay as they are",
                    "write: " + field.key() + ": |");
            return;
        }
        try {
            manifests.add(MarkedManifest.of(shown, field.stringOr(""), value.line(), indent(value.line()), tested));
        } catch (MarkException wrong) {
            add(new Position(wrong.line(), 1), wrong.getMessage(), "");
        }
    }

    /** The indentation of a block: that of its first line that is not blank. */
    private int indent(int head) {
        return lines.stream()
                .skip(head)
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(line -> line.length() - line.stripLeading().length())
                .orElse(0);
    }

    private boolean isInside(Path target) {
        try {
            return workspace.contains(target);
        } catch (IOException circular) {
            return false;
        }
    }

    private void file(Field path, List<String> tested, List<MarkedManifest> manifests) {
        String name = path.string();
        if (name == null || name.isEmpty()) {
            add(path, "a path must be a text", "");
            return;
        }
        Path target = file.resolveSibling(name);
        if (!Files.isRegularFile(target)) {
            add(path, "there is no file " + workspace.relative(target), "paths are relative to this file");
            return;
        }
        if (!isInside(target)) {
            add(path, "the file lies outside the repository", "move it into the repository");
            return;
        }
        Path beside = target.resolveSibling(target.getFileName() + ".expected");
        try {
            String text =
                    ManifestFile.read(target, ReadLimits.DEFAULT, workspace).text();
            String at = workspace.relative(target);
            manifests.add(
                    Files.exists(beside)
                            ? MarkedManifest.beside(at, text, Files.readString(beside), tested)
                            : MarkedManifest.of(at, text, 0, 0, tested));
        } catch (SourceException unreadable) {
            problems.addAll(unreadable.problems());
        } catch (MarkException wrong) {
            problems.add(Problem.at(
                    new SourceLocation(
                            workspace.relative(Files.exists(beside) ? beside : target),
                            wrong.line(),
                            1,
                            SourceLocation.Role.MANIFEST),
                    wrong.getMessage(),
                    ""));
        } catch (IOException unreadable) {
            add(path, "the file cannot be read: " + unreadable.getClass().getSimpleName(), "");
        }
    }
}
