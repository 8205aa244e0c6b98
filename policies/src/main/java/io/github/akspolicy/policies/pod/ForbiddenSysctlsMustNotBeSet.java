package io.github.akspolicy.policies.pod;

import static io.github.akspolicy.policies.pod.EvaluatedPods.by;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/** Some sysctls are known to break a workload or its node. */
final class ForbiddenSysctlsMustNotBeSet extends PodPolicy {
    private static final Parameter<List<String>> FORBIDDEN = Parameter.strings(
            "forbiddenSysctls",
            List.of(),
            "beginnings of names, with or without * behind them; * alone forbids all; name=value forbids some values, such as"
                    + " net.ipv4.ip_unprivileged_port_start=0, where * stands for any text");

    ForbiddenSysctlsMustNotBeSet() {
        super(
                policy("pod/forbidden-sysctls", LOW, "Named sysctls are forbidden")
                        .fix("remove the sysctl from securityContext.sysctls of the pod")
                        .parameters(FORBIDDEN),
                by().exempting(WindowsPods.EVALUATED));
    }

    @Override
    void check(Pod pod, Judgement judgement) {
        for (Field sysctl : pod.securityContext().get("sysctls").items()) {
            Field name = sysctl.get("name");
            if (isForbidden(name.stringOr(""), sysctl.get("value").stringOr(""), judgement.get(FORBIDDEN))) {
                judgement.add(Observation.violation(
                        name.place(), "securityContext.sysctls sets " + name.text(), name.textOr("")));
            }
        }
    }

    private static boolean isForbidden(String name, String value, List<String> forbidden) {
        // no name has an equals sign
        return forbidden.stream()
                .anyMatch(entry -> entry.indexOf('=') < 0
                        ? Glob.matches(entry.endsWith("*") ? entry : entry + '*', name)
                        : Glob.matches(entry, name + '=' + value));
    }
}
