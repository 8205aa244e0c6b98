package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Shape.ByKey;
import io.github.akspolicy.configuration.Shape.ByType;
import io.github.akspolicy.configuration.Shape.Described;
import io.github.akspolicy.configuration.Shape.Entries;
import io.github.akspolicy.configuration.Shape.Items;
import io.github.akspolicy.configuration.Shape.Keys;
import io.github.akspolicy.configuration.Shape.Nothing;
import io.github.akspolicy.configuration.Shape.Text;
import io.github.akspolicy.configuration.Shape.Whole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** What a file of who may do what at most may say. */
public final class AccessBudgetSchema {
    /** The only version of the format so far. */
    static final long VERSION = 1;

    private static final Shape WORDS = new Items(Text.ANY, false);

    private AccessBudgetSchema() {}

    /** The JSON Schema (draft 2020-12) of such a file. */
    public static String json() {
        return SchemaWriter.write(shape(), "rbac-budget.yaml");
    }

    static Shape shape() {
        Shape scopes = new Entries(Text.of("a namespace, or * for the whole cluster"), new Items(rule(), false));
        Shape subjects = new Entries(
                Text.matching(
                        "User:NAME, Group:NAME or ServiceAccount:NAMESPACE/NAME",
                        "(User|Group):[\\s\\S]*|ServiceAccount:[^/]+/[\\s\\S]*"),
                scopes);
        var keys = new LinkedHashMap<String, Shape>();
        keys.put(
                "schemaVersion",
                new Described(new Whole(VERSION, VERSION), "The version of this file's format: 1.", null));
        keys.put(
                "environments",
                new Described(
                        new Entries(
                                Text.of("the name of an environment"), new ByType(List.of(subjects, new Nothing()))),
                        "Who may do what at most, by environment, then by user, group or service account, then by"
                                + " namespace.",
                        null));
        return new Keys("key", keys, keys.keySet());
    }

    private static Shape rule() {
        Shape verbs = new Described(WORDS, "The verbs, such as get; * means any.", null);
        var resources = new LinkedHashMap<String, Shape>();
        resources.put("apiGroups", new Described(WORDS, "The API groups; \"\" is the core group.", null));
        resources.put("resources", new Described(WORDS, "The resources, such as pods or pods/log.", null));
        resources.put("resourceNames", new Described(WORDS, "Only these objects; all when left out.", null));
        resources.put("verbs", verbs);
        var urls = new LinkedHashMap<String, Shape>();
        urls.put(
                "nonResourceURLs",
                new Described(WORDS, "Paths such as /metrics; a * at the end stands for any.", null));
        urls.put("verbs", verbs);
        var alternatives = new LinkedHashMap<String, Keys>();
        alternatives.put("resources", new Keys("key", resources, Set.of("apiGroups", "resources", "verbs")));
        alternatives.put("nonResourceURLs", new Keys("key", urls, urls.keySet()));
        return new ByKey(alternatives);
    }
}
