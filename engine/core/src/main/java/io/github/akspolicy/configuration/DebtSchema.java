package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Shape.Described;
import io.github.akspolicy.configuration.Shape.Entries;
import io.github.akspolicy.configuration.Shape.Items;
import io.github.akspolicy.configuration.Shape.Keys;
import io.github.akspolicy.configuration.Shape.Nothing;
import io.github.akspolicy.configuration.Shape.Text;
import io.github.akspolicy.configuration.Shape.Whole;
import io.github.akspolicy.configuration.Shape.Word;
import io.github.akspolicy.evaluate.Exemption;
import io.github.akspolicy.policy.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** What the files of exemptions and baseline may say. */
public final class DebtSchema {
    /** The only version of the formats so far. */
    static final long VERSION = 1;

    private static final Text ENVIRONMENT = Text.of("the name of an environment");

    private DebtSchema() {}

    /**
     * The JSON Schema (draft 2020-12) of a file of exemptions.
     *
     * @param known the policies that it may name
     */
    public static String json(Collection<? extends Policy> known) {
        return SchemaWriter.write(exemptions(entry(KnownPolicies.of(known))), "policy-exemptions.yaml");
    }

    /** @param entry what each entry must look like; to check a file, entries are looked at one by one */
    static Shape exemptions(Shape entry) {
        var keys = new LinkedHashMap<String, Shape>();
        keys.put("schemaVersion", version());
        keys.put("exemptions", new Described(Items.of(entry), "The exceptions.", null));
        return new Keys("key", keys, Set.of("schemaVersion", "exemptions"));
    }

    static Shape entry(KnownPolicies known) {
        var ids = new ArrayList<String>();
        known.all().forEach(policy -> ids.add(policy.info().id()));
        known.all().forEach(policy -> ids.addAll(policy.info().formerIds()));
        var keys = new LinkedHashMap<String, Shape>();
        keys.put("policy", new Described(new Word(ids.stream().distinct().toList()), "The policy.", null));
        keys.put(
                "resource",
                new Described(
                        Text.matching("a kind and a name such as DaemonSet/node-agent", "[A-Za-z][A-Za-z0-9]*/[^/]+"),
                        "Kind and name of the resource; * in the name stands for any text.",
                        null));
        keys.put("container", new Described(Text.of("a name"), "Only this container of it.", null));
        keys.put("namespace", new Described(Text.of("a namespace"), "Only in this namespace.", null));
        keys.put(
                "source",
                new Described(
                        Text.of("a path"),
                        "Only in this chart or folder, relative to the root of the repository.",
                        null));
        keys.put(
                "environments",
                new Described(new Items(ENVIRONMENT, false), "Only in these environments; all when left out.", null));
        keys.put(
                "kind",
                new Described(
                        new Word(Arrays.stream(Exemption.Kind.values())
                                .map(Exemption.Kind::toString)
                                .toList()),
                        "risk-accepted: true, and an approver accepts it for a while. false-positive: the rule is wrong"
                                + " here. vendor: true, in a third-party chart, which an update fixes.",
                        Exemption.Kind.RISK_ACCEPTED.toString()));
        keys.put("reason", new Described(Text.of("a reason"), "Why, in words.", null));
        keys.put("owner", new Described(Text.of("a name"), "Who answers for it.", null));
        keys.put(
                "approvedBy", new Described(Text.of("a name"), "Who accepted the risk; risk-accepted needs it.", null));
        keys.put(
                "until",
                new Described(
                        Text.matching("a date such as 2027-01-31", "[0-9]{4}-[0-9]{2}-[0-9]{2}"),
                        "The last day it holds; risk-accepted and vendor need it.",
                        null));
        keys.put(
                "ruleVersion",
                new Described(
                        new Whole(1, Integer.MAX_VALUE),
                        "The version of the rule that is wrong; false-positive needs it.",
                        null));
        return new Keys("key", keys, Set.of("policy", "resource", "reason", "owner"));
    }

    static Shape baseline() {
        var keys = new LinkedHashMap<String, Shape>();
        keys.put("schemaVersion", version());
        keys.put(
                "findings",
                new Shape.ByType(
                        List.of(new Entries(Text.of("a finding key"), new Items(ENVIRONMENT, false)), new Nothing())));
        return new Keys("key", keys, Set.of("schemaVersion", "findings"));
    }

    private static Shape version() {
        return new Described(new Whole(VERSION, VERSION), "The version of this file's format: 1.", null);
    }
}
