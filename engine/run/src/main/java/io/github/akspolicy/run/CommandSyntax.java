package io.github.akspolicy.run;

import java.util.function.UnaryOperator;

/** How the reader types commands and options where the tool was started; a function from the name of a command to its line. */
@FunctionalInterface
public interface CommandSyntax extends UnaryOperator<String> {
    /**
     * An option without its value.
     *
     * @param property such as {@code aks-policy.failOn}
     */
    default String option(String property) {
        return "-D" + property;
    }
}
