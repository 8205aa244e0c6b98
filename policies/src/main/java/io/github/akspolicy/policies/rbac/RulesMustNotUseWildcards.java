package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.rbac.Rule;
import io.github.akspolicy.resource.rbac.Rule.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A wildcard grants what exists today and everything that is installed tomorrow. */
final class RulesMustNotUseWildcards extends RolePolicy {
    private static final List<Part> LISTS =
            List.of(Part.VERBS, Part.RESOURCES, Part.API_GROUPS, Part.NON_RESOURCE_URLS);

    private static final Parameter<Set<String>> FIELDS = Parameter.choices(
            "fields",
            List.of("verbs", "resources", "apiGroups", "nonResourceURLs"),
            Set.of("verbs", "resources", "nonResourceURLs"),
            "the fields of a rule in which a wildcard is a violation");
    static final String ID = "rbac/wildcard-rules";

    RulesMustNotUseWildcards() {
        super(policy(ID, HIGH, "Rules must not use \"*\" for verbs, resources or apiGroups")
                .fix("list the verbs, resources and URLs that the program really uses")
                .parameters(FIELDS)
                .in(RECOMMENDED));
    }

    @Override
    void judge(Reach reach, Indexes indexes, Judgement judgement) {
        for (Rule rule : reach.role().rules()) {
            found(rule, reach, judgement).map(reach::explained).ifPresent(judgement::add);
        }
        collected(reach, judgement, rule -> found(rule, reach, judgement)).forEach(judgement::add);
    }

    /** One finding for each rule, at its first list with a wildcard: whoever fixes it writes the rule again. */
    private static Optional<Observation> found(Rule rule, Reach reach, Judgement judgement) {
        Place first = null;
        var messages = new ArrayList<String>();
        // all lists: what is frozen or exempt must not cover a wildcard that another list gets later
        var wildcards = new ArrayList<String>();
        for (Part list : LISTS) {
            String wildcard = rule.words(list).stream()
                    .filter(word -> judgement.get(FIELDS).contains(list.field()) && Rule.isEverything(word))
                    .findFirst()
                    .orElse(null);
            if (wildcard != null) {
                messages.add(list.field() + " contains \"" + wildcard + '"');
                wildcards.add(list.field() + ':' + wildcard);
                first = first == null ? rule.place(list, wildcard::equals) : first;
            }
        }
        if (first == null) {
            return Optional.empty();
        }
        var found = Observation.violation(
                first, String.join(", ", messages) + listed(rule, reach, judgement), String.join(",", wildcards));
        return Optional.of(rule.grantsEverything() ? found.withSeverity(CRITICAL) : found);
    }

    /** The powers that the rule lists beside the wildcard: what other policies find of them yields to this finding. */
    private static String listed(Rule rule, Reach reach, Judgement judgement) {
        var words = new EnumMap<Part, Set<String>>(Part.class);
        for (PowerRow row : PowerPolicies.ROWS) {
            reach.powers(rule, row.powers().apply(judgement))
                    .forEach(power -> words.computeIfAbsent(power.shownAt(), part -> new TreeSet<>())
                            .addAll(GrantedPower.listed(rule, power)));
        }
        return words.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> "; " + entry.getKey().field() + " also lists " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining());
    }
}
