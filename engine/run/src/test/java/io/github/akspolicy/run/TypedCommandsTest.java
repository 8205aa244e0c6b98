package io.github.akspolicy.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedCommandsTest {
    private final RecordingOutput output = new RecordingOutput();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run mvn aks-policy:baseline again | run tool baseline again",
                "run aks-policy:images-lock | run tool images-lock",
                "scan with -Daks-policy.values=FILE: a file | scan with --values=FILE: a file",
                "or -Daks-policy.fix.policies=pod/x | or --fix-policies=pod/x",
                "set -Daks-policy.grow. | set --grow.",
                "aks-policy: 3 findings | aks-policy: 3 findings",
                "mvn io.github.akspolicy:aks-policy-maven-plugin:1.0:scan | mvn io.github.akspolicy:aks-policy-maven-plugin:1.0:scan",
                "image:x-Daks-policy.values=1 | image:x-Daks-policy.values=1"
            })
    void namesCommandsAndOptionsAsTheyAreTyped(String text, String typed) {
        var syntax = new CommandSyntax() {
            @Override
            public String apply(String name) {
                return "tool " + name;
            }

            @Override
            public String option(String property) {
                return OptionDescription.longName(property);
            }
        };

        new TypedCommands(output, syntax).info(text);

        assertThat(output.lines).containsExactly("info " + typed);
    }

    /** Maven takes the option as the message has it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = "fix with -Daks-policy.fix=apply | fix with -Daks-policy.fix=apply")
    void optionsOfGoalsStay(String text, String typed) {
        new TypedCommands(output, name -> "mvn " + name).info(text);

        assertThat(output.lines).containsExactly("info " + typed);
    }
}
