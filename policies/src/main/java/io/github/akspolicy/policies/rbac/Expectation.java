package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.resource.rbac.Access.Allowance;
import io.github.akspolicy.resource.rbac.AccessRequest;
import io.github.akspolicy.resource.rbac.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence about what somebody may do, such as {@code ServiceAccount:store/order can only get,watch configmaps named
 * order in store}.
 *
 * @param text the sentence
 * @param who whom it is about
 * @param mode whether it is allowed, not allowed, or all that is allowed
 * @param requests what is asked; for {@link Mode#ONLY} each is a rule
 */
record Expectation(String text, Principal who, Mode mode, List<AccessRequest> requests) {
    enum Mode {
        CAN,
        CANNOT,
        ONLY
    }

    /** The words of the setting. */
    static final String FORM =
            "KIND:NAME can|cannot|can only VERB,... RESOURCE[.GROUP][/SUBRESOURCE],... [named NAME] [in NAMESPACE], or"
                    + " KIND:NAME can|cannot kubectl-get-all in NAMESPACE";

    private static final Pattern SENTENCE =
            Pattern.compile("(User|Group|ServiceAccount):(\\S+) (can only|can|cannot) (\\S+)(?: (?!named |in )(\\S+))?"
                    + "(?: named (\\S+))?(?: in (\\S+))?");
    private static final String GET_ALL = "kubectl-get-all";

    /** @throws IllegalArgumentException when a sentence has another form */
    static Expectation parse(String text) {
        Matcher matcher = SENTENCE.matcher(text);
        String resources = matcher.matches() ? matcher.group(5) : null;
        if (!matcher.matches() || (resources == null) != GET_ALL.equals(matcher.group(4))) {
            throw new IllegalArgumentException("\"" + text + "\" has not the form " + FORM);
        }
        String namespace = matcher.group(7) == null ? "" : matcher.group(7);
        Mode mode =
                matcher.group(3).equals("can") ? Mode.CAN : matcher.group(3).equals("cannot") ? Mode.CANNOT : Mode.ONLY;
        List<AccessRequest> requests = new ArrayList<>();
        if (resources == null) {
            requests.addAll(AccessRequest.kubectlGetAll(namespace));
        } else {
            String name = matcher.group(6) == null ? "" : matcher.group(6);
            for (String verb : matcher.group(4).split(",")) {
                for (String resource : resources.split(",")) {
                    requests.add(AccessRequest.ofQualified(verb, resource, name, namespace));
                }
            }
        }
        return new Expectation(text, principal(matcher.group(1), matcher.group(2), text), mode, List.copyOf(requests));
    }

    private static Principal principal(String kind, String name, String text) {
        return Principal.parse(kind + ':' + name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" needs the namespace of the service account: ServiceAccount:NAMESPACE/NAME"));
    }

    /** What may be granted, for {@link Mode#ONLY}. */
    List<Allowance> allowances() {
        return requests.stream()
                .map(request -> new Allowance(request.rule(), request.namespace()))
                .toList();
    }
}
