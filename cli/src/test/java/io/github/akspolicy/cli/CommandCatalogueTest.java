package io.github.akspolicy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.run.CommandCatalogue;
import io.github.akspolicy.run.OptionDescription;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command line is made of what the goals declare. */
class CommandCatalogueTest {
    @Test
    void whatIsReadIsWhatWasWritten() throws Exception {
        CommandCatalogue declared = PluginDescriptor.catalogue();
        assertThat(declared.commands()).hasSizeGreaterThan(15);
        assertThat(CommandModel.catalogue()).isEqualTo(declared);
    }

    @Test
    void everyOptionIsDescribed() throws Exception {
        assertThat(PluginDescriptor.catalogue().commands()).allSatisfy(command -> {
            assertThat(command.text()).isNotBlank();
            assertThat(command.options())
                    .allSatisfy(option ->
                            assertThat(option.text()).as(option.property()).isNotBlank());
            assertThat(command.options().stream().map(OptionDescription::longName))
                    .doesNotHaveDuplicates();
        });
        assertThat(new OptionDescription("aks-policy.failOn", OptionDescription.Type.TEXT, null, false, "").longName())
                .isEqualTo("--fail-on");
        assertThat(List.of(CommandModel.catalogue().find("verify").orElseThrow().summary()))
                .allSatisfy(summary -> assertThat(summary).endsWith(".").doesNotContain(". "));
    }
}
