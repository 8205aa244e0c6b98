package io.github.akspolicy.policies.pod;

import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.resource.workload.Pod;
import java.util.List;

/**
 * Pods that a rule leaves out because they run on Windows. The Pod Security admission knows them by {@code
 * spec.os.name} and leaves them out of three controls only; Azure Policy knows them by their node selector and leaves
 * them out of every control for Linux (container-no-privilege/v2 and its siblings).
 */
final class WindowsPods {
    private static final String NONE = "none";
    private static final String BY_OS_NAME = "spec-os";
    private static final String BY_NODE_SELECTOR = "node-selector";
    private static final String BY_BOTH = "both";

    /** What marks Windows pods, where the default is to evaluate them as well. */
    static final Parameter<String> EVALUATED = parameter(NONE);

    static final Parameter<String> EXEMPT_BY_OS_NAME = parameter(BY_OS_NAME);

    static final Parameter<String> EXEMPT_BY_BOTH = parameter(BY_BOTH);

    /** What marks Windows pods, where nothing else is evaluated. */
    static final Parameter<String> ONLY = Parameter.choice(
            "windowsDetection",
            List.of(BY_OS_NAME, BY_NODE_SELECTOR, BY_BOTH),
            BY_BOTH,
            "what marks a Windows pod, which alone is evaluated: spec.os.name, the node selector kubernetes.io/os, or either"
                    + " of both");

    private WindowsPods() {}

    /** The settings with which Azure Policy evaluates. */
    static Parameters azure(Parameter<String> windows) {
        return Parameters.DEFAULTS.with(windows, BY_NODE_SELECTOR);
    }

    private static Parameter<String> parameter(String defaultValue) {
        return Parameter.choice(
                "windowsDetection",
                List.of(NONE, BY_OS_NAME, BY_NODE_SELECTOR, BY_BOTH),
                defaultValue,
                "what marks a Windows pod, which is then not evaluated: spec.os.name, the node selector"
                        + " kubernetes.io/os, either of both, or nothing");
    }

    /** @param detection one of the words of the setting */
    static boolean include(Pod pod, String detection) {
        return switch (detection) {
            case BY_OS_NAME -> pod.isWindows();
            case BY_NODE_SELECTOR -> pod.selectsWindowsNodes();
            case BY_BOTH -> pod.isWindows() || pod.selectsWindowsNodes();
            default -> false;
        };
    }
}
