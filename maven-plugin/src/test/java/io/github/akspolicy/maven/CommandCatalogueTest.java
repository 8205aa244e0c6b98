package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.run.CommandCatalogue;
import io.github.akspolicy.run.OptionDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command line is made of what the goals declare: neither changes alone. */
class CommandCatalogueTest {
    private static final Path FILE = Path.of("../engine/run/src/main/resources/io/github/akspolicy/run/commands.json");

    @Test
    void theCatalogueIsThatOfThePlugin() throws Exception {
        String declared = PluginDescriptor.catalogue().json();
        if (Boolean.getBoolean("aks-policy.write-docs")) {
            Files.writeString(FILE, declared);
        }

        assertThat(Files.readString(FILE))
                .as("write it with: mvn -pl maven-plugin -am test -Daks-policy.write-docs=true"
                        + " -Dtest=CommandCatalogueTest -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(declared);
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws Exception {
        CommandCatalogue declared = PluginDescriptor.catalogue();
        assertThat(declared.commands()).hasSizeGreaterThan(15);
        assertThat(CommandCatalogue.read()).isEqualTo(declared);
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
        assertThat(List.of(CommandCatalogue.read().find("verify").orElseThrow().summary()))
                .allSatisfy(summary -> assertThat(summary).endsWith(".").doesNotContain(". "));
    }
}
