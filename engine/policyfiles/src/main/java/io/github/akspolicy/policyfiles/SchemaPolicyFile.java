package io.github.akspolicy.policyfiles;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.resource.IriResourceLoader;
import io.github.akspolicy.configuration.DidYouMean;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.policy.fluent.Answer;
import io.github.akspolicy.policy.fluent.Condition;
import io.github.akspolicy.policy.fluent.FluentPolicy;
import io.github.akspolicy.policy.fluent.Policies;
import io.github.akspolicy.policy.fluent.Subjects;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.source.Problem;
import io.github.akspolicy.source.SourceException;
import io.github.akspolicy.source.SourceLocation;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.spi.PolicyReader.PolicyFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** One policy file: its metadata, what it is about, and its schema. Everything that is wrong is told at once. */
final class SchemaPolicyFile {
    private static final List<String> KEYS =
            List.of("id", "title", "severity", "fix", "because", "profiles", "kinds", "subjects", "valuesOf", "schema");
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Subjects<?>> SUBJECTS = new LinkedHashMap<>();

    static {
        SUBJECTS.put("workloads", Policies.workloads());
        SUBJECTS.put("pods", Policies.pods());
        SUBJECTS.put("containers", Policies.containers());
        SUBJECTS.put("resources", Policies.resources());
    }

    private final Path file;
    private final Workspace workspace;
    private final String shown;
    private final List<Problem> problems = new ArrayList<>();

    SchemaPolicyFile(Path file, Workspace workspace) {
        this.file = file;
        this.workspace = workspace;
        this.shown = workspace.relative(file);
    }

    PolicyFile read() {
        Policy policy = null;
        try {
            policy = policy(Field.root(SchemaFiles.read(file, workspace)));
        } catch (SourceException unreadable) {
            problems.addAll(unreadable.problems());
        } catch (ManifestException invalid) {
            Position at = invalid.position();
            problems.add(Problem.at(locate(at == null ? Position.START : at), invalid.getMessage(), ""));
        }
        return new PolicyFile(policy == null || !problems.isEmpty() ? List.of() : List.of(policy), problems);
    }

    private SourceLocation locate(Position at) {
        return new SourceLocation(shown, at.line(), at.column(), SourceLocation.Role.CONFIGURATION);
    }

    private void add(Field at, String message, String fix) {
        problems.add(Problem.at(locate(at.place().key()), message, fix));
    }

    private @Nullable Policy policy(Field root) {
        if (!(root.node() instanceof Node.Mapping)) {
            add(root, "a policy file is a mapping with id, title, kinds and schema", "write: id: contoso/my-policy");
            return null;
        }
        for (Field field : root.fields()) {
            if (!KEYS.contains(field.key())) {
                add(field, "a policy has no key \"" + field.key() + "\"", DidYouMean.fix(field.key(), KEYS, "keys"));
            }
        }
        String id = text(root.get("id"), "write: id: contoso/my-policy");
        String title = text(root.get("title"), "say the rule in one sentence: title: Workloads must …");
        String fix = text(root.get("fix"), "say how to fix a finding: fix: add the label");
        Severity severity = severity(root.get("severity"));
        Subjects<?> subjects = subjects(root);
        Schema schema = schema(root.get("schema"));
        List<Profile> profiles = profiles(root.get("profiles"));
        Field because = root.get("because");
        if (because.isPresent() && because.string() == null) {
            add(because, "because must be a text", "");
        }
        if (id == null || title == null || fix == null || subjects == null || schema == null) {
            return null;
        }
        try {
            return policy(subjects, schema)
                    .as(id)
                    .title(title)
                    .severity(severity)
                    .fix(fix)
                    .because(because.stringOr(""))
                    .in(profiles.toArray(Profile[]::new));
        } catch (IllegalArgumentException invalid) {
            add(root.get("id"), String.valueOf(invalid.getMessage()), "");
            return null;
        }
    }

    private static <V> FluentPolicy<V> policy(Subjects<V> subjects, Schema schema) {
        return subjects.must(Condition.of("match the schema", item -> {
            Node node = item.field().node();
            return node == null
                    ? Answer.wrong(List.of())
                    : SchemaAnswers.of(item.field(), SchemaSteps.errors(schema, node));
        }));
    }

    private @Nullable String text(Field field, String fix) {
        String text = field.string();
        if (text == null || text.isBlank()) {
            add(field, field.key() + " must be a text", fix);
            return null;
        }
        return text;
    }

    private Severity severity(Field field) {
        if (!field.isPresent()) {
            return Severity.HIGH;
        }
        return Severity.of(field.stringOr("")).orElseGet(() -> {
            List<String> words =
                    Arrays.stream(Severity.values()).map(Severity::toString).toList();
            add(field, "unknown severity", DidYouMean.allowed(field.textOr(""), words, "severities"));
            return Severity.HIGH;
        });
    }

    private List<Profile> profiles(Field field) {
        List<String> names = field.strings();
        if (field.isPresent()
                && (!(field.node() instanceof Node.Sequence)
                        || names.size() < field.items().size())) {
            add(field, "profiles must be a list of texts", "write: profiles: [recommended]");
        }
        return names.stream().map(SchemaPolicyFile::profile).toList();
    }

    private static Profile profile(String name) {
        return Profile.BUILT_IN.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseGet(() -> new Profile(name, "Policies of this repository."));
    }

    private @Nullable Subjects<?> subjects(Field root) {
        List<Field> said = Stream.of("kinds", "subjects", "valuesOf")
                .map(root::get)
                .filter(Field::isPresent)
                .toList();
        if (said.size() != 1) {
            add(
                    said.isEmpty() ? root : said.get(1),
                    "a policy is about kinds, about subjects, or about the values of charts",
                    "write kinds: [apps/Deployment], subjects: containers, or valuesOf: [store]");
            return null;
        }
        Field about = said.get(0);
        return switch (about.key()) {
            case "kinds" -> kinds(about);
            case "subjects" -> named(about);
            default -> valuesOf(about);
        };
    }

    private @Nullable Subjects<?> named(Field about) {
        Subjects<?> subjects = SUBJECTS.get(about.stringOr(""));
        if (subjects == null) {
            add(about, "unknown subjects", DidYouMean.allowed(about.textOr(""), SUBJECTS.keySet(), "subjects"));
        }
        return subjects;
    }

    private @Nullable Subjects<?> valuesOf(Field about) {
        List<String> charts = names(about, "write: valuesOf: [store, redis*]");
        return charts.isEmpty() ? null : Policies.valuesOf(charts.toArray(String[]::new));
    }

    /** A list of texts that are not blank, or the empty one with a problem. */
    private List<String> names(Field list, String fix) {
        List<String> names = list.strings();
        if (names.isEmpty()
                || names.size() < list.items().size()
                || names.stream().anyMatch(String::isBlank)) {
            add(list, list.key() + " must be a list of texts", fix);
            return List.of();
        }
        return names;
    }

    private @Nullable Subjects<?> kinds(Field kinds) {
        List<String> names = names(kinds, "write: kinds: [apps/Deployment, Service]");
        if (names.isEmpty()) {
            return null;
        }
        return Policies.of(
                "objects of kind " + String.join(" or ", names),
                new ViewType<Resource>(
                        "object",
                        resource ->
                                names.stream().anyMatch(name -> isOf(resource, name)) ? List.of(resource) : List.of()),
                Resource::root);
    }

    /** {@code Service} is that of the core group or, of others, of any group that has no core kind of the name. */
    private static boolean isOf(Resource resource, String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0
                ? resource.kind().equals(name)
                : resource.is(name.substring(0, slash), name.substring(slash + 1));
    }

    private @Nullable Schema schema(Field field) {
        if (!(field.node() instanceof Node.Mapping mapping)) {
            add(field, "schema must be a JSON Schema", "write: schema: {required: [spec]}");
            return null;
        }
        SchemaFiles.check(field, shown, problems);
        SchemaRegistry registry = registry();
        JsonNode json = JsonTree.of(mapping);
        var meta = registry.getSchema(SchemaLocation.of(DRAFT)).validate(json);
        for (Answer.Evidence wrong : SchemaAnswers.of(field, meta).evidence()) {
            add(wrong.at(), "no valid JSON Schema: " + wrong.at().key() + " " + wrong.says(), "");
        }
        if (!problems.isEmpty()) {
            return null;
        }
        try {
            Schema schema = registry.getSchema(
                    SchemaLocation.of(file.toAbsolutePath().normalize().toUri().toString()), json);
            schema.initializeValidators();
            SchemaSteps.errors(schema, new Node.Mapping(List.of(), Position.START));
            return schema;
        } catch (SchemaSteps.LimitException tooMuch) {
            add(field, String.valueOf(tooMuch.getMessage()), tooMuch.fix());
            return null;
        } catch (StackOverflowError endless) {
            add(field, "the schema refers to itself without end", "");
            return null;
        } catch (SchemaException unresolved) {
            add(field, "the schema cannot be read: " + reason(unresolved), "");
            return null;
        }
    }

    /** The innermost reason: a file that is not there, or a place in it. */
    private static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }

    /** Of the registry's own ways to find schemas only that for the standard's own ones is left. */
    private SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                // what our loader hands over is JSON, whatever the file is called
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .regularExpressionFactory(new LinearExpressions())
                                .build())
                        .nodeReader(reader -> reader.jsonMapper(JSON).yamlMapper(JSON))
                        .schemaLoader(loader -> loader.resourceLoaders(loaders -> loaders.values(all -> {
                            all.removeIf(IriResourceLoader.class::isInstance);
                            all.add(0, new SchemaFiles(workspace, problems));
                        }))));
    }
}
