package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Shape.ByType;
import io.github.akspolicy.configuration.Shape.ByWord;
import io.github.akspolicy.configuration.Shape.Described;
import io.github.akspolicy.configuration.Shape.Entries;
import io.github.akspolicy.configuration.Shape.Flag;
import io.github.akspolicy.configuration.Shape.Items;
import io.github.akspolicy.configuration.Shape.Keys;
import io.github.akspolicy.configuration.Shape.Shared;
import io.github.akspolicy.configuration.Shape.Text;
import io.github.akspolicy.configuration.Shape.Whole;
import io.github.akspolicy.configuration.Shape.Word;
import io.github.akspolicy.evaluate.Enforcement;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.LabelSelector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the configuration may say of each policy: on or off, severity, parameters, and what becomes of its findings. */
final class PolicySettingsSchema {
    private PolicySettingsSchema() {}

    static Shape policies(KnownPolicies known) {
        var keys = new LinkedHashMap<String, Shape>();
        for (Policy policy : known.all()) {
            keys.put(policy.info().id(), entry(policy.info(), policy.info().title()));
        }
        for (Policy policy : known.all()) {
            for (String former : policy.info().formerIds()) {
                keys.putIfAbsent(
                        former,
                        entry(policy.info(), "Now called " + policy.info().id() + "."));
            }
        }
        return new Described(
                new Keys("policy", keys, Set.of()),
                "Policies that are on, off, or have settings other than the profile's.",
                null);
    }

    private static Shape entry(PolicyInfo info, String description) {
        var parameters = new LinkedHashMap<String, Shape>();
        info.parameters().forEach(parameter -> parameters.put(parameter.name(), described(parameter)));
        for (Parameter<?> common : CommonParameters.ALL) {
            parameters.putIfAbsent(common.name(), new Shared(common.name(), described(common)));
        }
        var keys = new LinkedHashMap<String, Shape>();
        keys.put(
                "severity",
                new Described(
                        new Shared("severity", new Word(severities())),
                        "How bad a finding is; the policy's own word when left out.",
                        null));
        keys.put(
                "parameters",
                new Described(
                        new Keys("parameter", parameters, Set.of()),
                        "Settings of the policy; those of the profile, then the defaults, when left out.",
                        null));
        keys.put("enforce", enforce());
        return new Described(
                new ByType(List.of(
                        new Shared("switch", new ByType(List.of(new Flag(), new Word(List.of("on", "off"))))),
                        new Keys("key", keys, Set.of()))),
                description,
                null);
    }

    private static Shape enforce() {
        List<String> words =
                Arrays.stream(Enforcement.values()).map(Enforcement::toString).toList();
        Shape mode = new Shared("mode", new ByType(List.of(new Flag(), new Word(words))));
        var keys = new LinkedHashMap<String, Shape>();
        keys.put("mode", mode);
        keys.put("environments", new Shared("environmentNames", new Items(ConfigurationSchema.ENVIRONMENT, false)));
        keys.put("from", Text.matching("a date such as 2027-01-31", "[0-9]{4}-[0-9]{2}-[0-9]{2}"));
        return new Described(
                new Shared("enforce", new ByType(List.of(mode, Items.of(new Keys("key", keys, Set.of("mode")))))),
                "What its findings do: off, report or fail; or a list of such modes with environments and the day from which each holds.",
                null);
    }

    private static Shape described(Parameter<?> parameter) {
        return new Described(shape(parameter), parameter.description(), defaultOf(parameter));
    }

    private static Shape shape(Parameter<?> parameter) {
        return switch (parameter.type()) {
            case BOOLEAN -> new Flag();
            case INTEGER -> Whole.ANY;
            case STRING -> Text.ANY;
            case STRING_LIST -> Items.of(Text.ANY);
            case CHOICE -> new Word(parameter.allowed());
            case CHOICES -> Items.of(new Word(parameter.allowed()));
            case LABEL_SELECTOR -> labelSelector();
        };
    }

    /** What the API server takes: an operator that compares needs values, one that does not must have none. */
    private static Shape labelSelector() {
        Shape key = Text.of("a label's key");
        var comparing = new LinkedHashMap<String, Shape>();
        comparing.put("key", key);
        comparing.put("operator", new Word(List.of("In", "NotIn")));
        comparing.put("values", new Items(Text.ANY, false));
        var asking = new LinkedHashMap<String, Shape>();
        asking.put("key", key);
        asking.put("operator", new Word(List.of("Exists", "DoesNotExist")));
        var keys = new LinkedHashMap<String, Shape>();
        keys.put("matchLabels", new Entries(Text.of("a label's key"), Text.ANY));
        keys.put(
                "matchExpressions",
                Items.of(new ByWord(
                        "operator",
                        List.of(
                                new Keys("key", comparing, comparing.keySet()),
                                new Keys("key", asking, asking.keySet())))));
        return new Keys("key", keys, Set.of());
    }

    /** The default with choices in the order of documentation, since a set has none. */
    private static @Nullable Object defaultOf(Parameter<?> parameter) {
        Object value = parameter.defaultValue();
        if (value instanceof LabelSelector) {
            return Map.of();
        }
        return value instanceof Set<?> chosen
                ? parameter.allowed().stream().filter(chosen::contains).toList()
                : value;
    }

    /** The words for {@code severity}, worst first. */
    static List<String> severities() {
        return Arrays.stream(Severity.values()).map(Severity::toString).toList();
    }
}
