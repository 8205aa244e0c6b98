package io.github.akspolicy.policies.network;

import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.network.Service;
import java.util.List;

/** Services that may do what others may not. */
final class AllowedServices {
    static final Parameter<List<String>> PARAMETER = Parameter.strings(
            "allowedServices", List.of(), "names of Services that pass: namespace/name; * stands for any text");

    private AllowedServices() {}

    static boolean contain(Service service, Judgement judgement) {
        return contain(service.qualifiedName(), judgement);
    }

    static boolean contain(String qualifiedName, Judgement judgement) {
        return Glob.anyMatches(judgement.get(PARAMETER), qualifiedName);
    }
}
