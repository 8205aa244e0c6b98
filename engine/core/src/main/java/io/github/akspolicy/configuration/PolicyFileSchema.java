package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Shape.Anything;
import io.github.akspolicy.configuration.Shape.ByKey;
import io.github.akspolicy.configuration.Shape.ByType;
import io.github.akspolicy.configuration.Shape.Described;
import io.github.akspolicy.configuration.Shape.Entries;
import io.github.akspolicy.configuration.Shape.Items;
import io.github.akspolicy.configuration.Shape.Keys;
import io.github.akspolicy.configuration.Shape.Text;
import io.github.akspolicy.configuration.Shape.Word;
import io.github.akspolicy.policy.Severity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What files of policies and of their tests may say, for editors. The readers of both check more than a schema can say: that
 * a policy exists, that a mark stands on the right line.
 */
public final class PolicyFileSchema {
    private static final Text TEXT = Text.matching("a text", "[\\s\\S]*\\S[\\s\\S]*");

    private PolicyFileSchema() {}

    /** The JSON Schema (draft 2020-12) of {@code *.policy.yaml}. */
    public static String policy() {
        var alternatives = new LinkedHashMap<String, Keys>();
        alternatives.put(
                "kinds",
                policy(
                        "kinds",
                        new Described(
                                new Items(Text.of("a kind"), false),
                                "The kinds that it evaluates, such as apps/Deployment, or Service for any group.",
                                null)));
        alternatives.put(
                "subjects",
                policy(
                        "subjects",
                        new Described(
                                new Word(List.of("workloads", "pods", "containers", "resources")),
                                "What it evaluates, whatever kind holds it.",
                                null)));
        alternatives.put(
                "valuesOf",
                policy(
                        "valuesOf",
                        new Described(
                                new Items(Text.of("a chart"), false),
                                "The charts whose values it evaluates, by name; * stands for any text. One without * must be"
                                        + " there.",
                                null)));
        return SchemaWriter.write(new ByKey(alternatives), "*.policy.yaml");
    }

    private static Keys policy(String about, Shape subjects) {
        var keys = new LinkedHashMap<String, Shape>();
        keys.put(
                "id",
                new Described(
                        Text.matching("an id", "[a-z][a-z0-9-]*/[a-z][a-z0-9-]*"),
                        "The id, stable for ever: group/kebab-name.",
                        null));
        keys.put("title", new Described(TEXT, "The rule as one sentence.", null));
        keys.put(
                "severity",
                new Described(
                        new Word(Arrays.stream(Severity.values())
                                .map(Severity::toString)
                                .toList()),
                        "The severity of its findings.",
                        Severity.HIGH.toString()));
        keys.put("fix", new Described(TEXT, "How to fix a finding, in one imperative sentence.", null));
        keys.put("because", new Described(Text.ANY, "Why there is this rule.", null));
        keys.put(
                "profiles",
                new Described(Items.of(Text.of("a profile")), "The profiles that list it; on always without.", null));
        keys.put(about, subjects);
        keys.put(
                "schema",
                new Described(
                        new Entries(Text.of("a keyword"), Anything.ENTRY),
                        "A JSON Schema, draft 2020-12: what does not fit it is a finding.",
                        null));
        return new Keys("key", keys, Set.of("id", "title", "fix", about, "schema"));
    }

    /** The JSON Schema (draft 2020-12) of {@code *.policytest.yaml}. */
    public static String policyTest() {
        var keys = new LinkedHashMap<String, Shape>();
        keys.put(
                "policy",
                new Described(
                        new ByType(List.of(Text.of("a policy's id"), new Items(Text.of("a policy's id"), false))),
                        "The policy under test, or several.",
                        null));
        keys.putAll(shared("every case"));
        keys.put("cases", new Described(new Items(cases(), false), "What is shown, one by one.", null));
        return SchemaWriter.write(new Keys("key", keys, Set.of("policy", "cases")), "*.policytest.yaml");
    }

    private static Map<String, Shape> shared(String what) {
        var keys = new LinkedHashMap<String, Shape>();
        keys.put(
                "parameters",
                new Described(
                        new Entries(Text.of("a parameter"), Anything.ENTRY),
                        "Settings of the policy for " + what + ".",
                        null));
        keys.put("namespace", new Described(Text.ANY, "The namespace of resources that name none.", null));
        return keys;
    }

    /** Manifests here, files, or both. */
    private static Shape cases() {
        Shape manifests = new Described(
                Text.ANY, "Manifests as a literal block; # finding: ID marks the lines of findings.", null);
        Shape files =
                new Described(new Items(Text.of("a path"), false), "Files with manifests, relative to this one.", null);
        var alternatives = new LinkedHashMap<String, Keys>();
        Shape chart = new Described(
                Text.of("a chart"), "The chart whose values the case shows, as the chart sees them.", null);
        Shape values =
                new Described(Text.ANY, "Values as a literal block; # finding: ID marks the lines of findings.", null);
        alternatives.put("manifests", one(Map.of("manifests", manifests, "files", files), "manifests"));
        alternatives.put("valuesOf", one(Map.of("valuesOf", chart, "values", values, "files", files), "valuesOf"));
        alternatives.put("files", one(Map.of("files", files), "files"));
        return new ByKey(alternatives);
    }

    private static Keys one(Map<String, Shape> content, String required) {
        var keys = new LinkedHashMap<String, Shape>();
        keys.put("name", new Described(TEXT, "What it shows; no two cases share it.", null));
        keys.putAll(shared("this case"));
        content.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
        return new Keys("key", keys, Set.of("name", required));
    }
}
