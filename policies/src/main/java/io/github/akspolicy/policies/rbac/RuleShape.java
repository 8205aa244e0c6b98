package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Severity.LOW;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.rbac.ResourceNames;
import io.github.akspolicy.resource.rbac.Rule.Part;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the API server refuses in a rule (pkg/apis/rbac/validation/validation.go), and what it takes though it can match
 * no request.
 *
 * @param namespaced whether the rule is one of a Role
 */
record RuleShape(boolean namespaced, Judgement judgement, List<String> knownVerbs) {
    private static final Set<String> HTTP_VERBS = Set.of("post", "put", "head", "options", "connect", "trace");
    /** Verbs of constrained impersonation (kubernetes.io, User Impersonation, read 2026-11-29): alpha in 1.35, beta in 1.36. */
    private static final Pattern CONSTRAINED =
            Pattern.compile("impersonate:(user-info|serviceaccount|arbitrary-node|associated-node)"
                    + "|impersonate-on:(user-info|serviceaccount|arbitrary-node|associated-node):.+");

    private static final String REFUSED = ", which the API server refuses";

    void check(Field rule) {
        for (Part part : Part.values()) {
            Field list = rule.get(part.field());
            if (list.isPresent() && !isListOfTexts(list)) {
                judgement.fail(
                        list,
                        part.field() + " is not a list of strings" + REFUSED + ": write " + part.field() + ": "
                                + written(list));
                return;
            }
        }
        Field urls = rule.get(Part.NON_RESOURCE_URLS.field());
        if (isEmpty(rule, Part.VERBS)) {
            judgement.fail(rule.get(Part.VERBS.field()), "verbs is empty" + REFUSED);
        }
        if (!urls.items().isEmpty()) {
            checkUrls(rule, urls);
        } else if (isEmpty(rule, Part.RESOURCES)) {
            judgement.fail(rule.get(Part.RESOURCES.field()), "resources is empty" + REFUSED);
        } else if (isEmpty(rule, Part.API_GROUPS)) {
            judgement.fail(
                    rule.get(Part.API_GROUPS.field()),
                    "apiGroups is missing" + REFUSED + ": write apiGroups: "
                            + written(ResourceNames.groups(
                                    rule.get(Part.RESOURCES.field()).strings())));
        }
        checkResources(rule);
        checkVerbs(rule, !urls.items().isEmpty());
    }

    private void checkUrls(Field rule, Field urls) {
        if (namespaced) {
            judgement.fail(
                    urls,
                    "nonResourceURLs stand in a Role" + REFUSED + ": URLs are in no namespace, write a ClusterRole");
        } else if (!isEmpty(rule, Part.RESOURCES) || !isEmpty(rule, Part.API_GROUPS)) {
            judgement.fail(
                    urls, "nonResourceURLs stand beside resources" + REFUSED + ": write a rule for each of them");
        }
    }

    private void checkResources(Field rule) {
        for (Field word : rule.get(Part.RESOURCES.field()).items()) {
            ResourceNames.problem(
                            word.stringOr(""), rule.get(Part.API_GROUPS.field()).strings())
                    .ifPresent(problem -> judgement.add(Observation.word(word, "resources contains " + problem)));
        }
    }

    private void checkVerbs(Field rule, boolean ofUrls) {
        for (Field verb : rule.get(Part.VERBS.field()).items()) {
            String text = verb.stringOr("");
            if (!knownVerbs.contains(text)
                    && !CONSTRAINED.matcher(text).matches()
                    && !(ofUrls && HTTP_VERBS.contains(text))) {
                judgement.add(Observation.word(verb, "verbs contains " + text + ", which Kubernetes never asks for")
                        .withSeverity(LOW));
            }
        }
    }

    private static boolean isEmpty(Field rule, Part part) {
        return rule.get(part.field()).items().isEmpty();
    }

    private static boolean isListOfTexts(Field list) {
        return list.node() != null
                && list.node().typeName().equals("list")
                && list.items().stream().allMatch(item -> item.string() != null);
    }

    /** A list as one line of YAML; a single text as a list. */
    static String written(Field list) {
        return written(
                list.items().isEmpty()
                        ? list.text() == null ? List.of() : List.of(list.textOr(""))
                        : list.items().stream().map(item -> item.textOr("")).toList());
    }

    private static String written(List<String> words) {
        return "["
                + String.join(
                        ", ",
                        words.stream()
                                .map(word -> word.matches("[A-Za-z][A-Za-z0-9./-]*") ? word : '"' + word + '"')
                                .toList())
                + "]";
    }
}
