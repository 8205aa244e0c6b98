package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.LabelSelector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which of our policies, with which settings, says the same as a check of another project. Read from {@code
 * mappings.yaml}, whose head describes the format.
 */
record Mapping(Field entry) {
    /** The mappings of a file by check. */
    static Map<String, Mapping> of(Field root) {
        Map<String, Mapping> mappings = new LinkedHashMap<>();
        root.get("checks").fields().forEach(field -> mappings.put(field.key(), new Mapping(field)));
        return mappings;
    }

    /** The first variant that is for a case with these parameters, else the last; the mapping itself without any. */
    Mapping forCase(Field caseParameters) {
        List<Mapping> variants =
                entry.get("variants").items().stream().map(Mapping::new).toList();
        return variants.stream()
                .filter(variant -> variant.unsupported(caseParameters).isEmpty())
                .findFirst()
                .orElse(variants.isEmpty() ? this : variants.get(variants.size() - 1));
    }

    /** Why no policy says the same though the topic is ours; empty when one does. */
    String unmapped() {
        return entry.get("unmapped").stringOr("");
    }

    /** Whether findings in the files count, too, that stand for objects already in the cluster. */
    boolean judgesContext() {
        return entry.get("judgesContext").isTrue();
    }

    /** Whether findings of a severity are violations of the check: all, unless it is about the worst only. */
    boolean countsFrom(Severity severity) {
        String least = entry.get("severity").stringOr("info");
        return severity.isAtLeast(Severity.of(least)
                .orElseThrow(
                        () -> new IllegalArgumentException("mapping of " + entry.key() + ": no severity " + least)));
    }

    /** What the check says otherwise than our policies, with the place where it says so; empty when nothing. */
    String differs() {
        Field differs = entry.get("differs");
        return differs.isPresent()
                ? differs.get("rule").stringOr("") + " ("
                        + differs.get("upstream").stringOr("") + ")"
                : "";
    }

    /** Whether all its policies leave out pods whose node selector demands Windows. */
    boolean leavesOutWindows() {
        List<Field> policies = entry.get("policies").fields();
        return !policies.isEmpty()
                && policies.stream()
                        .allMatch(policy -> "node-selector"
                                .equals(policy.get("windowsDetection").string()));
    }

    /**
     * Why we decide otherwise than a template of Azure on purpose; empty when we do not.
     *
     * @param direction {@code stricter} or {@code laxer}
     */
    String decided(String direction) {
        return entry.get(direction).stringOr("");
    }

    /** Why the parameters of a case ask for something that our policies have no setting for; empty when they do not. */
    String unsupported(Field caseParameters) {
        for (Field required : entry.get("onlyWhere").fields()) {
            Field actual = caseParameters.get(required.key());
            if (!plain(required).equals(plain(actual))) {
                return "mapped only where " + required.key() + " is " + plain(required);
            }
        }
        for (Field refused : entry.get("unsupported").fields()) {
            List<String> values = caseParameters.get(refused.key()).strings();
            for (String value : refused.strings()) {
                if (values.contains(value)) {
                    return "no setting corresponds to " + refused.key() + ": " + value;
                }
            }
        }
        for (Field parameter : caseParameters.fields()) {
            String unknown = unknown(parameter, parameter.key());
            if (!unknown.isEmpty()) {
                return "the mapping does not say what " + unknown + " means";
            }
        }
        return "";
    }

    /** The first part of a parameter of the case that the mapping neither reads nor ignores; empty when there is none. */
    private String unknown(Field parameter, String path) {
        Set<String> known = known();
        if (known.contains(path)) {
            return "";
        }
        if (known.stream().noneMatch(name -> name.startsWith(path + "."))) {
            return path;
        }
        return parameter.fields().stream()
                .map(part -> unknown(part, path + "." + part.key()))
                .filter(part -> !part.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** The parameters of cases that the mapping reads, evaluates only for some values, or ignores with a reason. */
    private Set<String> known() {
        var known = new TreeSet<String>();
        for (String key : List.of("onlyWhere", "unsupported", "ignored")) {
            entry.get(key).fields().forEach(field -> known.add(field.key()));
        }
        entry.get("leftOut").fields().forEach(policy -> policy.fields().forEach(field -> known.add(field.key())));
        entry.get("each").fields().forEach(field -> known.add(field.stringOr("")));
        sources(entry.get("policies"), known);
        sources(entry.get("settings"), known);
        return known;
    }

    private static void sources(Field setting, Set<String> sources) {
        for (String key : List.of("from", "to", "within")) {
            if (setting.get(key).string() != null) {
                sources.add(setting.get(key).stringOr(""));
            }
        }
        setting.fields().forEach(inner -> sources(inner, sources));
    }

    /**
     * The policies that together say what the check says, with the settings that the case's parameters give them. More
     * than one list when the label holds for several values of a setting, such as the versions of a standard.
     */
    List<List<ActivePolicy>> alternatives(Map<String, Policy> known, Field caseParameters) {
        String profile = entry.get("profile").stringOr("");
        if (profile.isEmpty()) {
            return List.of(policies(known, caseParameters));
        }
        List<String> without = entry.get("without").strings();
        Field each = entry.get("each").fields().get(0);
        return Words.of(caseParameters.get(each.stringOr(""))).stream()
                .map(value -> members(known, profile, each.key(), value).stream()
                        .filter(member -> !without.contains(member.id()))
                        .map(member -> set(member, caseParameters))
                        .toList())
                .toList();
    }

    /** The members of a profile with its settings, and one more setting where a policy has it. */
    static List<ActivePolicy> members(Map<String, Policy> known, String profile, String setting, String value) {
        var members = new ArrayList<ActivePolicy>();
        for (Policy policy : known.values()) {
            policy.info().profiles().forEach((candidate, settings) -> {
                if (candidate.name().equals(profile)) {
                    members.add(
                            new ActivePolicy(policy, policy.info().severity(), with(settings, policy, setting, value)));
                }
            });
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("no policy is in profile " + profile);
        }
        return members;
    }

    @SuppressWarnings("unchecked") // only choices are set: their value is text
    private static Parameters with(Parameters settings, Policy policy, String name, String value) {
        for (Parameter<?> parameter : policy.info().parameters()) {
            if (parameter.name().equals(name)) {
                if (!parameter.allowed().contains(value)) {
                    throw new IllegalArgumentException(
                            policy.info().id() + " has no " + name + " " + value + ": " + parameter.allowed());
                }
                return settings.with((Parameter<String>) parameter, value);
            }
        }
        return settings;
    }

    /** A member of a profile with the settings that the mapping has for it besides. */
    private ActivePolicy set(ActivePolicy member, Field caseParameters) {
        Field settings = entry.get("settings").get(member.id());
        return new ActivePolicy(
                member.policy(),
                member.severity(),
                settings(member.policy(), member.parameters(), settings, caseParameters));
    }

    private List<ActivePolicy> policies(Map<String, Policy> known, Field caseParameters) {
        var policies = new ArrayList<ActivePolicy>();
        for (Field wanted : entry.get("policies").fields()) {
            Policy policy = known.get(wanted.key());
            if (policy == null) {
                throw new IllegalArgumentException(where(wanted) + "no policy " + wanted.key());
            }
            if (isLeftOut(wanted, caseParameters)) {
                continue;
            }
            policies.add(new ActivePolicy(
                    policy, policy.info().severity(), settings(policy, Parameters.DEFAULTS, wanted, caseParameters)));
        }
        return policies;
    }

    private Parameters settings(Policy policy, Parameters given, Field settings, Field caseParameters) {
        Parameters parameters = given;
        for (Field setting : settings.fields()) {
            Parameter<?> parameter = Stream.concat(policy.info().parameters().stream(), CommonParameters.ALL.stream())
                    .filter(candidate -> candidate.name().equals(setting.key()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            where(setting) + settings.key() + " has no parameter " + setting.key()));
            parameters = with(parameters, parameter, setting, caseParameters);
        }
        return parameters;
    }

    /** Whether a parameter of the case turns the part of the check off that the policy stands for. */
    private boolean isLeftOut(Field policy, Field caseParameters) {
        return entry.get("leftOut").get(policy.key()).fields().stream()
                .anyMatch(off -> plain(off).equals(plain(caseParameters.get(off.key()))));
    }

    /** {@code {from: name}} takes the value that the case gives to its parameter of that name; a dot leads into an object. */
    private static Field value(Field setting, Field caseParameters) {
        String from = setting.get("from").string();
        if (from == null) {
            return setting;
        }
        Field given = caseParameters.at(from.split("\\."));
        return given.isPresent() ? given : value(setting.get("default"), caseParameters);
    }

    @SuppressWarnings("unchecked") // the type of a parameter tells the Java type of its value
    private Parameters with(Parameters parameters, Parameter<?> parameter, Field setting, Field caseParameters) {
        if (setting.get("to").isPresent()) {
            Field min = caseParameters.get(setting.get("from").stringOr(""));
            Field max = caseParameters.get(setting.get("to").stringOr(""));
            return parameters.with((Parameter<List<String>>) parameter, List.of(Words.between(min, max)));
        }
        Field value = value(setting, caseParameters);
        if (!value.isPresent()) {
            return parameters;
        }
        return switch (parameter.type()) {
            case BOOLEAN -> parameters.with((Parameter<Boolean>) parameter, value.isTrue());
            case INTEGER -> parameters.with((Parameter<Long>) parameter, number(value));
            case STRING, CHOICE ->
                parameters.with(
                        (Parameter<String>) parameter,
                        setting.get("minor").isTrue() ? Words.minor(value.stringOr("")) : value.stringOr(""));
            case STRING_LIST ->
                parameters.with(
                        (Parameter<List<String>>) parameter,
                        Stream.concat(
                                        words(value, setting, caseParameters).stream(),
                                        setting.get("also").strings().stream())
                                .toList());
            case CHOICES -> parameters.with((Parameter<Set<String>>) parameter, Set.copyOf(value.strings()));
            case LABEL_SELECTOR -> parameters.with((Parameter<LabelSelector>) parameter, LabelSelector.of(value));
        };
    }

    private static List<String> words(Field value, Field setting, Field caseParameters) {
        String groups = setting.get("within").string();
        return groups == null
                ? strings(value, setting.get("pairs").strings())
                : Words.within(Words.of(value), Words.of(caseParameters.get(groups)));
    }

    /** {@code pairs: [key, value]}: the two fields that each item of a list joins to key=value. */
    private static List<String> strings(Field value, List<String> pair) {
        return pair.isEmpty()
                ? Words.of(value)
                : value.items().stream()
                        .map(item -> {
                            String expression = item.get(pair.get(1)).stringOr("");
                            return item.get(pair.get(0)).stringOr("") + (expression.isEmpty() ? "" : "=" + expression);
                        })
                        .toList();
    }

    private long number(Field value) {
        Long number = value.integer();
        if (number == null) {
            throw new IllegalArgumentException(where(value) + value.path() + " is not a whole number");
        }
        return number;
    }

    private String where(Field field) {
        return "mapping of " + entry.key() + " (" + field.place().key() + "): ";
    }

    private static Object plain(Field field) {
        Object value = field.node() == null ? null : Node.toPlain(field.node());
        return value == null ? "" : value;
    }
}
